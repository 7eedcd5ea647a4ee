# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""A redis-server of its own on a free port of 127.0.0.1."""
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time


class RedisConnection:
    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")

    def command(self, *words):
        encoded = [word.encode() for word in words]
        self._socket.sendall(b"*%d\r\n" % len(encoded) +
                             b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded))
        return self._reply()

    def _reply(self):
        line = self._file.readline()[:-2]
        kind, rest = line[:1], line[1:]
        if kind == b"*":
            return [self._reply() for _ in range(int(rest))]
        if kind == b"$":
            return self._file.read(int(rest) + 2)[:-2] if int(rest) >= 0 else None
        if kind == b"-":
            raise RuntimeError(rest.decode())
        return int(rest) if kind == b":" else rest


class RedisService:
    def __enter__(self):
        self._directory = pathlib.Path(tempfile.mkdtemp(prefix="berth-bench-redis-"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             # A listener that is slower than the publisher is to be measured, not cut off.
             "--client-output-buffer-limit", "pubsub 0 0 0",
             "--dir", str(self._directory)], stdout=subprocess.PIPE, text=True)
        for line in self._process.stdout:
            if "Ready to accept connections" in line:
                return self
        raise RuntimeError("redis-server did not start")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._directory, ignore_errors=True)

    def connection(self):
        return RedisConnection(self.port)

    @staticmethod
    def wait_for_listener(connection):
        while connection.command("PUBSUB", "NUMPAT") == 0:
            time.sleep(0.02)
