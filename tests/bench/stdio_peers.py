# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""What the bridge to stdio servers is measured against: npm's bridges and the stream alone."""
import collections
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import time
import urllib.request

from http_peers import CALL, free_port, wait_for_port

PACKAGES = ("supergateway@4.0.0", "mcp-proxy@6.7.19")
CLIENT = {"protocolVersion": "2025-11-25", "capabilities": {},
          "clientInfo": {"name": "bench", "version": "1"}}


def installed_bridges():
    """The directory with npm's bridges; installed once per version."""
    cache = pathlib.Path(os.environ.get("BERTH_TEST_CACHE",
                                        pathlib.Path.home() / ".cache" / "berth-tests"))
    directory = cache / "npm-bench"
    stamp = directory / "installed"
    wanted = " ".join(PACKAGES)
    if not stamp.exists() or stamp.read_text() != wanted:
        directory.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", str(directory), "--no-audit", "--no-fund",
                        "--loglevel=error", *PACKAGES], check=True, stdout=subprocess.DEVNULL)
        stamp.write_text(wanted)
    return directory / "node_modules" / ".bin"


class NpmBridge:
    """Someone else's bridge, with `podman run -i` of the same image as its command."""

    def __init__(self, podman_command):
        self._podman = podman_command

    def __enter__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/mcp"
        self._process = subprocess.Popen(self.command(installed_bridges()), start_new_session=True,
                                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)
        self.pid = self._process.pid
        wait_for_port(self.port)
        return self

    def __exit__(self, *_):
        os.killpg(self.pid, signal.SIGTERM)
        self._process.wait()


class Supergateway(NpmBridge):
    def command(self, programs):
        return [str(programs / "supergateway"), "--stdio", " ".join(self._podman),
                "--outputTransport", "streamableHttp", "--stateful", "--port", str(self.port),
                "--logLevel", "none"]


class McpProxy(NpmBridge):
    def command(self, programs):
        return [str(programs / "mcp-proxy"), "--server", "stream", "--host", "127.0.0.1",
                "--port", str(self.port), "--", *self._podman]


def post(url, message, session=None):
    headers = {"Content-Type": "application/json",
               "Accept": "application/json, text/event-stream"}
    if session:
        headers |= {"Mcp-Session-Id": session, "MCP-Protocol-Version": "2025-11-25"}
    request = urllib.request.Request(url, json.dumps(message).encode(), headers)
    return urllib.request.urlopen(request, timeout=60)


def open_session(url):
    """A session with its handshake made; its id."""
    with post(url, {"jsonrpc": "2.0", "id": 1, "method": "initialize",
                    "params": CLIENT}) as answer:
        session = answer.headers["Mcp-Session-Id"]
        answer.read()
    post(url, {"jsonrpc": "2.0", "method": "notifications/initialized"}, session).read()
    return session


def call_tool(url, session):
    """One call of the tool that answers at once."""
    message = json.loads('{"jsonrpc":"2.0","id":2,' + CALL + "}")
    with post(url, message, session) as answer:
        if b"hello" not in answer.read():
            raise RuntimeError(f"{url} did not answer the call")


class AttachedStream:
    """The same messages on a container's bare stream, as Podman's API attaches it."""

    def __init__(self, podman_socket, container):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(podman_socket)
        self._socket.sendall(f"POST /v4.0.0/libpod/containers/{container}/attach?stream=true&"
                             "stdin=true&stdout=true&stderr=false HTTP/1.1\r\nHost: d\r\n"
                             "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._socket.recv(1)

    def close(self):
        self._socket.close()

    def greet(self):
        self._send({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": CLIENT})
        self._lines(self._socket.recv(65536))
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def _send(self, message):
        self._socket.sendall(json.dumps(message).encode() + b"\n")

    @staticmethod
    def _lines(piece):
        if not piece:
            raise RuntimeError("the container's stream ended")
        return piece.count(b"}\n")

    def load(self, in_flight, seconds):
        sent, times = collections.deque(), []
        call = b'{"jsonrpc":"2.0","id":%d,' + CALL.encode() + b"}\n"
        identifier, began = 1000, time.perf_counter()
        due = in_flight
        while sent or due:
            if due:
                now = time.perf_counter()
                self._socket.sendall(b"".join(call % (identifier + n) for n in range(due)))
                identifier += due
                sent.extend([now] * due)
            answered = self._lines(self._socket.recv(65536))
            now = time.perf_counter()
            times += [now - sent.popleft() for _ in range(answered)]
            due = answered if now - began < seconds else 0
        times.sort()
        return {"rate": len(times) / (time.perf_counter() - began),
                "p50": statistics.median(times) * 1e6, "p99": times[len(times) * 99 // 100] * 1e6}
