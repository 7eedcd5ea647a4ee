# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Mixed traffic for minutes: what the gateway holds of memory, descriptors and threads must not grow."""
import http.client
import itertools
import json
import pathlib
import random
import socket
import threading
import time
import urllib.parse

from event_streams import Caller
from process_cost import resident_bytes
from stdio_peers import call_tool, open_session, post


def _address(url):
    parts = urllib.parse.urlsplit(url)
    return parts.hostname, parts.port, parts.path


def small_calls(url):
    session = open_session(url)
    for _ in range(200):
        call_tool(url, session)
    _delete(url, session)


def dropped_sessions(url):
    for _ in range(20):
        open_session(url)  # and never heard of again


def large_call(url):
    session = open_session(url)
    message = {"jsonrpc": "2.0", "id": 9, "method": "tools/call",
               "params": {"name": "echo", "arguments": {"text": "x" * 2_000_000}}}
    with post(url, message, session) as answer:
        if len(answer.read()) < 2_000_000:
            raise RuntimeError("a large answer was cut")
    _delete(url, session)


def streamed_calls(url):
    caller = Caller(url)
    for _ in range(20):
        caller.first_event()


def aborted_calls(url):
    """Clients that go away in the middle of their request, of the answer, of a stream."""
    host, port, path = _address(url)
    session = open_session(url)
    head = (f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json, text/event-stream\r\nMcp-Session-Id: {session}\r\n")
    body = json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call",
                       "params": {"name": "sleep", "arguments": {"seconds": 5},
                                  "_meta": {"progressToken": 1}}})
    for sent in (head, head + "Content-Length: 1000\r\n\r\n{",
                 head + f"Content-Length: {len(body)}\r\n\r\n{body}"):
        with socket.create_connection((host, port)) as connection:
            connection.sendall(sent.encode())
    with socket.create_connection((host, port)) as listener:
        listener.sendall((f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/event-stream"
                          f"\r\nMcp-Session-Id: {session}\r\n\r\n").encode())
        listener.recv(100)


def wrong_requests(url):
    host, port, path = _address(url)
    for headers, body in (({}, b"{"), ({"Content-Type": "application/json"}, b"[" * 1000),
                          ({"Mcp-Session-Id": "nobody"}, b"{}"), ({"Origin": "http://evil"}, b"{}")):
        connection = http.client.HTTPConnection(host, port)
        connection.request("POST", path, body, headers)
        if connection.getresponse().status < 400:
            raise RuntimeError("a wrong request was taken")
        connection.close()


def _delete(url, session):
    host, port, path = _address(url)
    connection = http.client.HTTPConnection(host, port)
    connection.request("DELETE", path, headers={"Mcp-Session-Id": session})
    connection.getresponse().read()
    connection.close()


KINDS = (small_calls, dropped_sessions, large_call, streamed_calls, aborted_calls, wrong_requests)


class Traffic:
    """Clients that do one kind of thing after another until stop(); any failure is kept."""

    def __init__(self, urls, clients=6):
        self.counts = dict.fromkeys((kind.__name__ for kind in KINDS), 0)
        self.failure = None
        self._urls = itertools.cycle(urls)
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(random.Random(number),))
                         for number in range(clients)]
        for thread in self._threads:
            thread.start()

    def _run(self, chance):
        while not self._stop.is_set() and not self.failure:
            kind, url = chance.choice(KINDS), next(self._urls)
            try:
                kind(url)
                self.counts[kind.__name__] += 1
            except Exception as error:
                self.failure = f"{kind.__name__} at {url}: {error!r}"

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join()


def held(pid):
    """(bytes, descriptors, threads)"""
    folder = pathlib.Path(f"/proc/{pid}")
    return (resident_bytes(pid), len(list((folder / "fd").iterdir())),
            len(list((folder / "task").iterdir())))


def soak(pid, urls, seconds, samples=20):
    """The figures of held() at even times; raises when a call failed."""
    traffic = Traffic(urls)
    figures = []
    try:
        began = time.monotonic()
        for number in range(1, samples + 1):
            time.sleep(max(0, began + seconds * number / samples - time.monotonic()))
            figures.append(held(pid))
            size, descriptors, threads = figures[-1]
            print(f"{seconds * number // samples:4} s: {size / 2**20:6.1f} MiB, {descriptors:4} "
                  f"descriptors, {threads} threads, {sum(traffic.counts.values())} done", flush=True)
            if traffic.failure:
                raise RuntimeError(traffic.failure)
    finally:
        traffic.stop()
    print(", ".join(f"{count} x {name}" for name, count in traffic.counts.items()))
    return figures
