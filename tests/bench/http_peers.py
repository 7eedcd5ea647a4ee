# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""What the gateway is measured against and with: nginx, haproxy, wrk."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# One core for what is measured, the other for the load and what answers it.
MEASURED_CORE, LOAD_CORE = "0", "1"
CALL = '"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"}}'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError(f"nothing listens on port {port}")


class Daemon:
    """A program with a directory and a port of its own, pinned to a core."""

    core = MEASURED_CORE

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="berth-bench-"))
        self.port = free_port()
        self._process = subprocess.Popen(["taskset", "-c", self.core, *self.command()],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)
        self.pid = self._process.pid
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


class Nginx(Daemon):
    def command(self):
        self.directory.chmod(0o755)
        conf = self.directory / "nginx.conf"
        conf.write_text(f"""daemon off; worker_processes 1; pid {self.directory}/pid; error_log /dev/null;
events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_requests 1000000000; client_body_temp_path {self.directory}/body;
  proxy_temp_path {self.directory}/proxy; {self.blocks()} }}
""")
        return ["nginx", "-c", str(conf), "-p", str(self.directory)]


class Answerer(Nginx):
    """A server that answers every call at once with the same small reply."""

    core = LOAD_CORE

    def blocks(self):
        reply = json.dumps({"jsonrpc": "2.0", "id": 1,
                            "result": {"content": [{"type": "text", "text": "hello"}]}})
        return f"""server {{ listen 127.0.0.1:{self.port}; default_type application/json;
  location / {{ return 200 '{reply}'; }} }}"""


class NginxProxy(Nginx):
    def __init__(self, upstream):
        self._upstream = upstream

    def blocks(self):
        return f"""upstream answerer {{ server 127.0.0.1:{self._upstream}; keepalive 256;
    keepalive_requests 1000000000; }}
  server {{ listen 127.0.0.1:{self.port}; location / {{ proxy_pass http://answerer;
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }} }}"""


class HaproxyProxy(Daemon):
    def __init__(self, upstream):
        self._upstream = upstream

    def command(self):
        conf = self.directory / "haproxy.cfg"
        conf.write_text(f"""global
  nbthread 1
  maxconn 4096
defaults
  mode http
  option http-no-delay
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend in
  bind 127.0.0.1:{self.port}
  default_backend out
backend out
  http-reuse always
  server answerer 127.0.0.1:{self._upstream}
""")
        return ["haproxy", "-db", "-f", str(conf)]


def load(url, connections, seconds, session="", call=CALL):
    """Calls as fast as they are answered: requests a second, p50 and p99 in microseconds."""
    environment = dict(os.environ, BENCH_SESSION=session, BENCH_CALL=call)
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
               "--latency", "-s", str(HERE / "http_load.lua"), url]
    output = subprocess.run(command, env=environment, check=True, capture_output=True,
                            text=True).stdout
    figures = json.loads(output.strip().splitlines()[-1])
    if figures["errors"] or not figures["requests"]:
        raise RuntimeError(f"{url}: {figures['errors']} of {figures['requests']} calls failed")
    figures["rate"] = figures["requests"] / (figures["us"] / 1e6)
    return figures
