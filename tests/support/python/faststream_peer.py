# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""The other side of the wire: FastStream as AgentArea uses it, driven by lines of JSON.

faststream_peer.py publish               each line of stdin {"channel", "message"} is published
faststream_peer.py subscribe CHANNEL…    each message that arrives is a line of stdout

The address comes in REDIS_URL, an authority for TLS in REDIS_CA. "ready" is the first line.
"""

import asyncio
import json
import os
import sys

from faststream.redis import RedisBroker


def make_broker():
    url = os.environ["REDIS_URL"]
    authority = os.environ.get("REDIS_CA")
    if authority:
        url += f"?ssl_ca_certs={authority}"
    return RedisBroker(url, logger=None)  # its log goes to stdout


def say(line):
    print(line, flush=True)


async def publish():
    broker = make_broker()
    await broker.connect()
    say("ready")
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async for line in lines:
        order = json.loads(line)
        await broker.publish(order["message"], channel=order["channel"])


async def subscribe(channels):
    broker = make_broker()

    async def handle(message: dict):
        say(json.dumps(message))

    for channel in channels:
        broker.subscriber(channel)(handle)
    await broker.start()
    say("ready")
    await asyncio.Event().wait()


if __name__ == "__main__":
    if sys.argv[1] == "publish":
        asyncio.run(publish())
    else:
        asyncio.run(subscribe(sys.argv[2:]))
