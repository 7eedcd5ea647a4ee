// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// An MCP server over stdio, of both eras, that offers what the official conformance suite asks for.
// Usage: dual_server.mjs [modern]     modern: refuses the handshake
// BERTH_SERVER_SDK names the directory that holds @modelcontextprotocol/server.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import * as content from './content.mjs';

const require = createRequire(pathToFileURL(`${process.env.BERTH_SERVER_SDK}/`));
const { Server, ProtocolError, createRequestStateCodec, inputRequired, inputResponse } = require('@modelcontextprotocol/server');
const { serveStdio } = require('@modelcontextprotocol/server/stdio');

const { delay, named, object, string, text } = content;
const codec = createRequestStateCodec({ key: randomBytes(32) });

const form = ({ message, properties, required = [] }) =>
  inputRequired.elicit({ message, requestedSchema: object(properties, required) });
const sample = (question) => inputRequired.createMessage(content.sampling(question));
const given = (context, key) => {
  const response = inputResponse(context.mcpReq.inputResponses, key);
  return response.kind === 'missing' ? undefined : response;
};
const shown = (answer) => JSON.stringify(answer.content ?? {});
const completed = (answer) => text(`Elicitation completed: action=${answer.action}, content=${shown(answer)}`);

/// A call that needs what `requests` ask for, all at once, and then says what it got.
const asking = (requests, finish, state) => async (values, context) => {
  const asked = typeof requests === 'function' ? requests(values, context) : requests;
  const answers = Object.keys(asked).map((key) => given(context, key));
  if (answers.every(Boolean) && (!state || context.mcpReq.requestState())) {
    return finish(...answers);
  }
  const requestState = state && (await codec.mint({ state }));
  return inputRequired({ inputRequests: asked, ...(state ? { requestState } : {}) });
};

async function askTwice(_, context) {
  const { step } = context.mcpReq.requestState() ?? { step: 1 };
  const answer = given(context, `step${step}`);
  if (step === 2 && answer) {
    return text(shown(answer));
  }
  const next = answer ? step + 1 : step;
  const forms = {
    1: form({ message: 'Step 1: What is your name?', properties: { name: string('Name') } }),
    2: form({ message: 'Step 2: What is your favourite colour?', properties: { color: string('Colour') } }),
  };
  const requestState = await codec.mint({ step: next });
  return inputRequired({ inputRequests: { [`step${next}`]: forms[next] }, requestState });
}

function whatIsPossible(_, context) {
  const able = context.mcpReq.envelope?.['io.modelcontextprotocol/clientCapabilities'] ?? {};
  return {
    ...(able.elicitation ? { name: form(content.userName) } : {}),
    ...(able.sampling ? { hello: sample('Say hello') } : {}),
  };
}

async function withLogging(_, context) {
  for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await context.mcpReq.log('info', data, 'fixture');
    await delay(50);
  }
  return text('Logged three times.');
}

async function withProgress(_, context) {
  const progressToken = context.mcpReq._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      await context.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    }
    await delay(50);
  }
  return text('Done.');
}

const helloTo = (answer) => text(`Hello, ${answer.content?.name}!`);
const name = { user_name: form(content.userName) };
const confirmed = (answer) => text(`state-ok: ${shown(answer)}`);
const confirm = { confirm: form(content.confirm) };
const userForm = ({ message }) => ({
  user: form({
    message,
    properties: { username: string("User's response"), email: string("User's email address") },
    required: ['username', 'email'],
  }),
});

const tools = {
  ...content.tools,
  test_tool_with_logging: { call: withLogging },
  test_logging_tool: { call: withLogging },
  test_tool_with_progress: { call: withProgress },
  test_sampling: {
    schema: object({ prompt: string('What to ask') }, ['prompt']),
    call: asking(({ prompt }) => ({ answer: sample(prompt) }), ({ result }) => text(`LLM response: ${result.content?.text}`)),
  },
  test_elicitation: {
    schema: object({ message: string('What to show') }, ['message']),
    call: asking(userForm, (answer) => text(`User response: action=${answer.action}, content=${shown(answer)}`)),
  },
  test_elicitation_sep1034_defaults: {
    call: asking({ values: form({ message: 'Defaults', properties: content.defaults }) }, completed),
  },
  test_elicitation_sep1330_enums: {
    call: asking({ values: form({ message: 'Enums', properties: content.enums }) }, completed),
  },
  test_missing_capability: { call: asking({ hello: sample('Say hello') }, ({ result }) => text(result.content?.text)) },
  test_streaming_elicitation: { call: asking(name, helloTo) },
  test_trigger_tool_change: { call: (_, context, server) => server.sendToolListChanged().then(() => text('Changed.')) },
  test_trigger_prompt_change: { call: (_, context, server) => server.sendPromptListChanged().then(() => text('Changed.')) },
  test_x_mcp_header: {
    schema: object({ region: { type: 'string', 'x-mcp-header': 'Region' } }),
    call: ({ region }) => text(`Region: ${region}`),
  },
  test_input_required_result_elicitation: { call: asking(name, helloTo) },
  test_input_required_result_sampling: {
    call: asking({ capital_question: sample('What is the capital of France?') }, ({ result }) => text(result.content?.text)),
  },
  test_input_required_result_list_roots: {
    call: asking({ client_roots: inputRequired.listRoots() }, ({ roots }) => text(JSON.stringify(roots))),
  },
  test_input_required_result_request_state: { call: asking(confirm, confirmed, 'asked') },
  test_input_required_result_tampered_state: { call: asking(confirm, confirmed, 'asked') },
  test_input_required_result_multiple_inputs: {
    call: asking(
      { ...name, greeting: sample('Generate a greeting'), client_roots: inputRequired.listRoots() },
      (...answers) => text(JSON.stringify(answers)),
      'asked',
    ),
  },
  test_input_required_result_multi_round: { call: askTwice },
  test_input_required_result_capabilities: { call: asking(whatIsPossible, (...answers) => text(JSON.stringify(answers))) },
};

const context = { message: 'What context should the prompt use?', properties: { context: string('Context') } };
const prompts = {
  ...content.prompts,
  test_input_required_result_prompt: {
    get: asking({ user_context: form(context) }, (answer) => content.say(content.words(shown(answer)))),
  },
};

function makeServer() {
  const server = new Server(
    { name: 'berth-conformance-dual', version: '1.0.0' },
    { capabilities: content.capabilities, requestState: { verify: codec.verify } },
  );
  const serve = (method, handler) =>
    server.setRequestHandler(method, async ({ params }, context) => {
      try {
        return await handler(params ?? {}, context);
      } catch (error) {
        throw error instanceof Error ? error : new ProtocolError(error.code, error.message, error.data);
      }
    });
  serve('completion/complete', () => content.completion);
  serve('tools/list', () => ({ tools: content.toolList(tools) }));
  serve('tools/call', (params, context) => named(tools, params.name).call(params.arguments ?? {}, context, server));
  serve('resources/list', () => ({ resources: content.resourceList() }));
  serve('resources/templates/list', () => ({ resourceTemplates: content.resourceTemplates }));
  serve('resources/read', content.readResource);
  serve('resources/subscribe', () => ({}));
  serve('resources/unsubscribe', () => ({}));
  serve('prompts/list', () => ({ prompts: content.promptList(prompts) }));
  serve('prompts/get', (params, context) => named(prompts, params.name).get(params.arguments ?? {}, context));
  return server;
}

serveStdio(makeServer, process.argv[2] === 'modern' ? { legacy: 'reject' } : {});
