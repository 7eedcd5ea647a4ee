# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""The official Python client: asks servers what they have and calls a tool of each.

Usage: python_client.py MODE < jobs        MODE: auto or legacy
A job: {"name", "url", "call": {"name", "arguments"}}; prints one answer a line.
"""
import asyncio
import json
import sys

from mcp import Client


async def run(job):
    async with Client(job["url"], mode=sys.argv[1]) as client:
        answer = {"name": job["name"], "era": client.session.protocol_version}
        listed = await client.list_tools()
        answer["tools"] = [tool.model_dump(mode="json", by_alias=True, exclude_none=True)
                           for tool in listed.tools]
        if "call" in job:
            result = await client.call_tool(job["call"]["name"], job["call"]["arguments"])
            answer["said"] = json.dumps([item.model_dump(mode="json") for item in result.content])
        return answer


def main():
    for line in sys.stdin:
        job = json.loads(line)
        try:
            answer = asyncio.run(run(job))
        except Exception as error:  # whatever it is, the test shows it
            answer = {"name": job["name"], "error": repr(error)}
        print(json.dumps(answer), flush=True)


main()
