# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""AgentArea's side of the manager API: the two calls that its Python makes, with its HTTP client.

The address comes in MCP_MANAGER_URL, the specification to check in JSON_SPEC. One line of JSON
for each answer: {"status": …, "body": …}.
"""

import asyncio
import json
import os

import httpx


def say(response):
    print(json.dumps({"status": response.status_code, "body": response.json()}), flush=True)


async def main():
    manager = os.environ["MCP_MANAGER_URL"]
    async with httpx.AsyncClient() as client:
        say(await client.get(f"{manager}/containers/health"))
    async with httpx.AsyncClient(timeout=30.0) as client:
        say(await client.post(f"{manager}/containers/validate", json={
            "instance_id": "check",
            "name": "check",
            "json_spec": json.loads(os.environ["JSON_SPEC"]),
            "dry_run": True,
        }))


asyncio.run(main())
