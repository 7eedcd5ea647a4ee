# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""The gateway beside what people would use in its place."""
import pathlib
import statistics
import subprocess

from berth_engine import ECHO_ARCHIVE, BerthEngine
from http_peers import LOAD_CORE, MEASURED_CORE, Answerer, HaproxyProxy, NginxProxy, load
from event_streams import EchoServer, first_event_times
from podman_service import PodmanService
from process_cost import ProcessCost, resident_bytes
from soak import soak
from stdio_peers import AttachedStream, McpProxy, Supergateway, call_tool, open_session

IMAGE = "localhost/berth-echo:bench"
INSTANCES = "/v1/mcp-server-instances/"
RLIMITS = [{"type": "nofile", "soft": 1024, "hard": 4096},
           {"type": "nproc", "soft": 512, "hard": 512}]
CONNECTIONS = (1, 16, 64)


def pin_gateway(pid):
    """The gateway's thread alone on the measured core, as nginx' and haproxy's only thread is;
    what else Berth does (it keeps every call) shares the other core with the load."""
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        measured = (task / "comm").read_text().strip() == "berth-gateway"
        subprocess.run(["taskset", "-p", "-c", MEASURED_CORE if measured else LOAD_CORE,
                        task.name], check=True, stdout=subprocess.DEVNULL)


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
            pin_gateway(engine.pid)
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


def bench_stream(runs):
    """First byte of a streamed answer through the gateway: at most 1 ms after the server's own."""
    with PodmanService() as podman, EchoServer() as server, BerthEngine(podman.socket) as engine:
        berth = make_running(engine, "echo", {"type": "url", "endpoint": server.url,
                                              "health_check": {"path": "/health"}})
        times = first_event_times({"direct": server.url, "berth": berth}, 100 * min(runs, 5))
    for name, taken in times.items():
        print(f"{name:8} p50 {taken[len(taken) // 2]:6.3f} ms  p99 {taken[len(taken) * 99 // 100]:6.3f} ms")
    later = statistics.median(times["berth"]) - statistics.median(times["direct"])
    return verdict("first byte, ms after direct", later, 1.0, at_least=False)


def ten_sessions(name, url, cost):
    for _ in range(10):
        call_tool(url, open_session(url))
    processes, mib = cost.now()
    print(f"{name:12} 10 sessions: {processes:3} processes, {mib:6.1f} MiB")
    return mib


def bench_sessions(runs):
    """Memory and processes of a bridge with ten sessions; the gateway's memory under load."""
    del runs
    with PodmanService() as podman:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        command = podman.run_command(IMAGE, "--stdio")
        used = {}
        for name, bridge in (("supergateway", Supergateway), ("mcp-proxy", McpProxy)):
            cost = ProcessCost()
            with bridge(command) as peer:
                used[name] = ten_sessions(name, peer.url, cost)
        cost = ProcessCost()
        with BerthEngine(podman.socket) as engine:
            url = make_running(engine, "echo", {"type": "docker", "image": IMAGE,
                                                "transport": "stdio", "command": ["--stdio"]})
            used["berth"] = ten_sessions("berth", url, cost)
            session = open_session(url)
            load(url, 64, 10, session)
            before = resident_bytes(engine.pid)
            for _ in range(3):
                load(url, 64, 10, session)
            after = resident_bytes(engine.pid)
    held = [verdict("memory berth/lightest peer", used["berth"] / min(
        used["supergateway"], used["mcp-proxy"]), 1.0, at_least=False)]
    print(f"berth after 10 s of load {before / 2**20:.1f} MiB, after 40 s {after / 2**20:.1f} MiB")
    held.append(verdict("memory under load, late/early", after / before, 1.1, at_least=False))
    return all(held)


def bench_soak(runs):
    """Ten minutes of mixed traffic: memory of the last quarter against that of the second."""
    del runs
    with PodmanService() as podman, EchoServer() as server, BerthEngine(podman.socket) as engine:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        urls = [make_running(engine, "pipe", {"type": "docker", "image": IMAGE,
                                              "transport": "stdio", "command": ["--stdio"]}),
                make_running(engine, "http", {"type": "url", "endpoint": server.url,
                                              "health_check": {"path": "/health"}})]
        figures = soak(engine.pid, urls, 600)
    quarter = len(figures) // 4
    early, late = figures[quarter:2 * quarter], figures[-quarter:]
    held = []
    for index, (what, bound) in enumerate((("memory", 1.1), ("descriptors", 1.5), ("threads", 1.0))):
        ratio = (statistics.mean(figure[index] for figure in late) /
                 statistics.mean(figure[index] for figure in early))
        held.append(verdict(f"{what}, late/early", ratio, bound, at_least=False))
    return all(held)
