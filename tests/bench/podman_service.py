# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""An isolated Podman for benchmarks, and plain HTTP over its socket."""
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time


class UnixConnection(http.client.HTTPConnection):
    """http.client over a Unix socket, kept alive between requests."""

    def __init__(self, path):
        super().__init__("localhost")
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self._path)

    def call(self, method, target, body=None, raw=None, content_type="application/json"):
        data = raw if raw is not None else (json.dumps(body) if body is not None else None)
        headers = {"Content-Type": content_type} if data is not None else {}
        self.request(method, target, data, headers)
        response = self.getresponse()
        payload = response.read()
        if response.status >= 400:
            raise RuntimeError(f"{method} {target}: {response.status} {payload.decode()}")
        return json.loads(payload) if payload.strip() else None


class PodmanService:
    """`podman system service` on storage of its own, gone at the end."""

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="berth-bench-"))
        self.socket = str(self.directory / "podman.sock")
        conf = self.directory / "containers.conf"
        conf.write_text('[engine]\nruntime = "runc"\nevents_logger = "file"\n')
        environment = dict(os.environ, CONTAINERS_CONF=str(conf))
        self._base = ["podman", "--root", str(self.directory / "graph"),
                      "--runroot", str(self.directory / "run")]
        self._environment = environment
        self._process = subprocess.Popen(
            self._base + ["system", "service", "--time=0", "unix://" + self.socket],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait_until_it_answers()
        return self

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                self.connection().call("GET", "/v4.0.0/libpod/info")
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("podman system service did not answer")

    def __exit__(self, *_):
        subprocess.run(self._base + ["rm", "-f", "-a", "-t", "0"], env=self._environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        self._process.terminate()
        self._process.wait()
        subprocess.run(self._base + ["system", "reset", "-f"], env=self._environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.directory, ignore_errors=True)

    def connection(self):
        return UnixConnection(self.socket)

    def run_command(self, image, *arguments):
        """The command line that runs a server that speaks stdio."""
        return ["env", "CONTAINERS_CONF=" + self._environment["CONTAINERS_CONF"], *self._base,
                "run", "-i", "--rm", "--network", "none", "--log-driver", "none",
                "--ulimit", "nofile=1024:4096", "--ulimit", "nproc=512:512", "--init", image,
                *arguments]

    def import_image(self, tar, reference):
        changes = "changes=ENTRYPOINT%20%5B%22/berth-echo%22%5D&changes=EXPOSE%208000"
        self.connection().call("POST", f"/v4.0.0/libpod/images/import?reference={reference}&{changes}",
                               raw=pathlib.Path(tar).read_bytes(), content_type="application/x-tar")
