// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The official TypeScript clients: asks servers what they have and calls a tool of each.
// Usage: node typescript_client.mjs SDK < jobs        SDK: sdk (one era), client (both, newest first)
// A job: {"name", "url" | "command": […], "call": {"name", "arguments"}}; prints one answer a line.
import { createInterface } from "node:readline";

const sdk = process.argv[2];
const packages = process.env.BERTH_CLIENT_SDK;

async function load() {
    if (sdk === "client") {
        const main = await import(`${packages}/@modelcontextprotocol/client/dist/index.mjs`);
        const { StdioClientTransport } = await import(
            `${packages}/@modelcontextprotocol/client/dist/stdio.mjs`);
        return { ...main, StdioClientTransport };
    }
    const folder = `${packages}/@modelcontextprotocol/sdk/dist/esm/client`;
    const { Client } = await import(`${folder}/index.js`);
    const { StreamableHTTPClientTransport } = await import(`${folder}/streamableHttp.js`);
    const { StdioClientTransport } = await import(`${folder}/stdio.js`);
    return { Client, StreamableHTTPClientTransport, StdioClientTransport };
}

const { Client, StreamableHTTPClientTransport, StdioClientTransport } = await load();

function transportFor(job) {
    if (job.url) {
        return new StreamableHTTPClientTransport(new URL(job.url));
    }
    const [command, ...args] = job.command;
    return new StdioClientTransport({ command, args, stderr: "ignore" });
}

async function run(job) {
    const client = new Client({ name: `berth-test-${sdk}`, version: "1" },
                              sdk === "client" ? { versionNegotiation: { mode: "auto" } } : {});
    await client.connect(transportFor(job));
    const answer = { name: job.name, server: client.getServerVersion().name };
    answer.era = sdk === "client" ? client.getProtocolEra() : "legacy";
    answer.tools = (await client.listTools()).tools;
    if (job.call) {
        answer.said = JSON.stringify((await client.callTool(job.call)).content);
    }
    await client.close();
    return answer;
}

for await (const line of createInterface({ input: process.stdin })) {
    const job = JSON.parse(line);
    const answer = await run(job).catch((error) => ({ name: job.name, error: String(error) }));
    // Written before the next one, and before the end cuts it off.
    await new Promise((done) => process.stdout.write(`${JSON.stringify(answer)}\n`, done));
}
process.exit(0);
