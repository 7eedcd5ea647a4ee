# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""A headless Berth on a profile of its own, driven over its control API."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

from podman_service import UnixConnection

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BERTH_BENCH_BUILD", ROOT / "build" / "release"))
PROGRAM = BUILD / "bin" / "berth"
ECHO_ARCHIVE = BUILD / "share" / "berth" / "berth-echo.tar"


class EventStream:
    """The SSE stream of GET /v1/events, open when the constructor returns."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(path)
        self._socket.sendall(b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self._file = self._socket.makefile("rb")
        while b": connected" not in self._file.readline():
            pass

    def statuses(self):
        """Yields (instance id, status) as they come."""
        for line in self._file:
            if line.startswith(b"data: "):
                event = json.loads(line[6:])
                data = event.get("data", {}) if isinstance(event, dict) else {}
                if "status" in data:
                    yield data["instance_id"], data["status"]

    def close(self):
        self._socket.close()


class BerthEngine:
    def __init__(self, podman_socket, environment=None, arguments=()):
        self._podman_socket = podman_socket
        self._arguments = arguments
        self._environment = environment or {}

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="berth-bench-"))
        environment = dict(os.environ, CONTAINER_HOST="unix://" + self._podman_socket,
                           **self._environment)
        self._process = subprocess.Popen(
            [str(PROGRAM), "--headless", "--profile", str(self.directory), *self._arguments],
            env=environment, stdout=subprocess.PIPE)
        ready = json.loads(self._process.stdout.readline())
        self.pid = self._process.pid
        self.socket = ready["api"].removeprefix("unix:")
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def connection(self):
        return UnixConnection(self.socket)

    def events(self):
        return EventStream(self.socket)
