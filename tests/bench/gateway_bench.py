# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""The gateway beside what people would use in its place."""
import statistics
import subprocess

from berth_engine import ECHO_ARCHIVE, BerthEngine
from http_peers import MEASURED_CORE, Answerer, HaproxyProxy, NginxProxy, load
from podman_service import PodmanService
from stdio_peers import AttachedStream, McpProxy, Supergateway, open_session

IMAGE = "localhost/berth-echo:bench"
INSTANCES = "/v1/mcp-server-instances/"
RLIMITS = [{"type": "nofile", "soft": 1024, "hard": 4096},
           {"type": "nproc", "soft": 512, "hard": 512}]
CONNECTIONS = (1, 16, 64)


def pin(pid, core=MEASURED_CORE):
    subprocess.run(["taskset", "-a", "-p", "-c", core, str(pid)], check=True,
                   stdout=subprocess.DEVNULL)


def make_running(engine, name, spec):
    """An instance that runs; its address."""
    api = engine.connection()
    events = engine.events()
    made = api.call("POST", INSTANCES, {"name": name, "json_spec": spec})
    api.call("POST", INSTANCES + made["id"] + "/start")
    for identifier, status in events.statuses():
        if identifier == made["id"] and status == "failed":
            raise RuntimeError(f"{name} failed")
        if identifier == made["id"] and status == "running":
            break
    events.close()
    return api.call("GET", INSTANCES + made["id"])["url"]


def compare(targets, runs, seconds, streams=()):
    """{(name, connections): [figures]}, all in turn, so that drift hits each alike."""
    figures = {}
    for run in range(runs + 1):
        for connections in CONNECTIONS:
            measured = {name: load(url, connections, seconds, session)
                        for name, (url, session) in targets.items()}
            for name, stream in dict(streams).items():
                measured[name] = stream.load(connections, seconds)
            for name, figure in measured.items():
                if run > 0:  # the first round warms up
                    figures.setdefault((name, connections), []).append(figure)
    return figures


def middle(figures, name, connections, key):
    return statistics.median(item[key] for item in figures[(name, connections)])


def show(figures, names):
    for connections in CONNECTIONS:
        for name in names:
            rate, p50, p99 = (middle(figures, name, connections, key)
                              for key in ("rate", "p50", "p99"))
            print(f"{connections:3} x {name:12} {rate:9.0f}/s  p50 {p50:7.0f} us  p99 {p99:7.0f} us")


def verdict(label, value, bound, at_least=True):
    holds = value >= bound if at_least else value <= bound
    print(f"{label} {value:.3f}, {'within' if holds else 'BEYOND'} the bound of "
          f"{'at least' if at_least else 'at most'} {bound}")
    return holds


def bench_proxy(runs):
    """Throughput at least 0.8 of nginx', p99 no worse; haproxy and direct for scale."""
    runs = min(runs, 5)
    with PodmanService() as podman, Answerer() as upstream, \
            BerthEngine(podman.socket) as engine:
        with NginxProxy(upstream.port) as nginx, HaproxyProxy(upstream.port) as haproxy:
            direct = f"http://127.0.0.1:{upstream.port}/mcp"
            berth = make_running(engine, "upstream", {"type": "url", "endpoint": direct,
                                                      "health_check": {"path": "/health"}})
            pin(engine.pid)
            targets = {"direct": (direct, ""), "berth": (berth, ""),
                       "nginx": (f"http://127.0.0.1:{nginx.port}/mcp", ""),
                       "haproxy": (f"http://127.0.0.1:{haproxy.port}/mcp", "")}
            figures = compare(targets, runs, 2)
    show(figures, targets)
    held = []
    for connections in CONNECTIONS:
        for key, bound, at_least in (("rate", 0.8, True), ("p99", 1.0, False)):
            ratio = (middle(figures, "berth", connections, key) /
                     middle(figures, "nginx", connections, key))
            held.append(verdict(f"{connections:3} x {key} berth/nginx", ratio, bound, at_least))
    return all(held)


def raw_container(podman):
    """The server of the bridge's image, started by hand with its input open."""
    api = podman.connection()
    made = api.call("POST", "/v4.0.0/libpod/containers/create",
                    {"image": IMAGE, "command": ["--stdio"], "stdin": True, "init": True,
                     "netns": {"nsmode": "none"}, "r_limits": RLIMITS,
                     "log_configuration": {"driver": "none"}})
    api.call("POST", f"/v4.0.0/libpod/containers/{made['Id']}/start")
    return made["Id"]


def bench_bridge(runs):
    """tools/call over the bridge: against npm's bridges, and the bare attached stream."""
    runs = min(runs, 5)
    held = []
    with PodmanService() as podman:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        command = podman.run_command(IMAGE, "--stdio")
        with BerthEngine(podman.socket) as engine, Supergateway(command) as supergateway, \
                McpProxy(command) as proxy:
            berth = make_running(engine, "echo", {"type": "docker", "image": IMAGE,
                                                  "transport": "stdio", "command": ["--stdio"]})
            targets = {name: (url, open_session(url))
                       for name, url in (("berth", berth), ("supergateway", supergateway.url),
                                         ("mcp-proxy", proxy.url))}
            stream = AttachedStream(podman.socket, raw_container(podman))
            stream.greet()
            figures = compare(targets, runs, 2, {"stream": stream})
            stream.close()
    show(figures, [*targets, "stream"])
    for connections, peers, bare in ((1, 2, 0.6), (16, 5, 0.3)):
        rate = middle(figures, "berth", connections, "rate")
        best = max(middle(figures, name, connections, "rate")
                   for name in ("supergateway", "mcp-proxy"))
        held.append(verdict(f"{connections:3} x rate berth/better peer", rate / best, peers))
        held.append(verdict(f"{connections:3} x rate berth/stream",
                            rate / middle(figures, "stream", connections, "rate"), bare))
    return all(held)
