# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Streamed answers: how long until their first event."""
import json
import subprocess
import time
import urllib.parse
from http.client import HTTPConnection

from berth_engine import BUILD
from stdio_peers import open_session

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "sleep", "arguments": {"seconds": 0.001},
                   "_meta": {"progressToken": 1}}}


class EchoServer:
    """Our test server over HTTP; it streams progress of its calls."""

    def __enter__(self):
        self._process = subprocess.Popen([str(BUILD / "bin" / "berth-echo"), "--port", "0"],
                                         stdout=subprocess.PIPE, text=True)
        for line in self._process.stdout:
            if "Listening on" in line:
                self.url = line.rsplit(" ", 1)[1].strip()
                return self
        raise RuntimeError("berth-echo did not start")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()


class Caller:
    def __init__(self, url):
        address = urllib.parse.urlsplit(url)
        self._path = address.path
        self._connection = HTTPConnection(address.hostname, address.port)
        self._headers = {"Content-Type": "application/json",
                         "Accept": "application/json, text/event-stream",
                         "MCP-Protocol-Version": "2025-11-25",
                         "Mcp-Session-Id": open_session(url)}

    def first_event(self):
        """Milliseconds from the request to the first line of the stream."""
        began = time.perf_counter()
        self._connection.request("POST", self._path, json.dumps(CALL), self._headers)
        answer = self._connection.getresponse()
        line = answer.readline()
        took = (time.perf_counter() - began) * 1e3
        if answer.status != 200 or not line:
            raise RuntimeError(f"the stream did not begin: {answer.status}")
        answer.read()
        return took


def first_event_times(urls, rounds):
    """{name: sorted milliseconds}, in turn."""
    callers = {name: Caller(url) for name, url in urls.items()}
    times = {name: [] for name in urls}
    for turn in range(rounds + 20):
        for name, caller in callers.items():
            taken = caller.first_event()
            if turn >= 20:  # the first ones warm up
                times[name].append(taken)
    return {name: sorted(taken) for name, taken in times.items()}
