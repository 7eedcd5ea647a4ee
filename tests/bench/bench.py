#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Berth measured side by side with the raw limit. See README.md."""
import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid

from berth_engine import ECHO_ARCHIVE, PROGRAM, BerthEngine
from gateway_bench import bench_bridge, bench_proxy, bench_sessions, bench_soak, bench_stream
from keyring import Keyring
from podman_service import PodmanService
from redis_service import RedisService

IMAGE = "localhost/berth-echo:bench"
INSTANCES = "/v1/mcp-server-instances/"


def raw_spec():
    """The container that Berth makes, asked for by hand: same limits, same isolation."""
    return {
        "image": IMAGE, "init": True, "stop_timeout": 10, "no_new_privileges": True,
        "cap_drop": ["ALL"], "netns": {"nsmode": "bridge"},
        "portmappings": [{"container_port": 8000, "host_ip": "127.0.0.1", "host_port": 0,
                          "protocol": "tcp"}],
        "r_limits": [{"type": "nofile", "soft": 1024, "hard": 4096},
                     {"type": "nproc", "soft": 512, "hard": 512}],
        "resource_limits": {"memory": {"limit": 536870912, "swap": 536870912},
                            "cpu": {"quota": 100000, "period": 100000}, "pids": {"limit": 256}},
        "log_configuration": {"driver": "k8s-file"},
    }


def raw_start(connection):
    identifier = connection.call("POST", "/v4.0.0/libpod/containers/create", raw_spec())["Id"]
    connection.call("POST", f"/v4.0.0/libpod/containers/{identifier}/start")
    return identifier


def raw_remove(connection, identifier):
    connection.call("DELETE", f"/v4.0.0/libpod/containers/{identifier}?force=true&timeout=0")


def berth_create(connection, name):
    body = {"name": name, "json_spec": {"type": "docker", "image": IMAGE, "port": 8000}}
    identifier = connection.call("POST", INSTANCES, body)["id"]
    connection.call("POST", INSTANCES + identifier + "/start")
    return identifier


def wait_for(events, wanted, status):
    wanted = set(wanted)
    for identifier, now in events.statuses():
        if now == "failed" and identifier in wanted:
            raise RuntimeError(f"{identifier} failed")
        if now == status:
            wanted.discard(identifier)
        if not wanted:
            return


def berth_remove(connection, identifiers):
    for identifier in identifiers:
        connection.call("DELETE", INSTANCES + identifier)
    left = set(identifiers)
    while left:
        left &= {item["id"] for item in connection.call("GET", INSTANCES)}
        time.sleep(0.05)


def report(name, berth, raw, bound, unit="ms", scale=1000):
    ratio = statistics.median(berth) / statistics.median(raw)
    for label, values in (("berth", berth), ("against", raw)):
        print(f"{name} {label:8} min {min(values) * scale:8.1f}  median "
              f"{statistics.median(values) * scale:8.1f}  max {max(values) * scale:8.1f} {unit}")
    verdict = "within" if ratio <= bound else "ABOVE"
    print(f"{name} ratio {ratio:.3f}, {verdict} the bound of {bound}")
    return ratio <= bound


def bench_create(runs):
    berth, raw = [], []
    with PodmanService() as podman:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        with BerthEngine(podman.socket) as engine:
            api, libpod = engine.connection(), podman.connection()
            for run in range(runs + 1):
                began = time.perf_counter()
                container = raw_start(libpod)
                raw_time = time.perf_counter() - began
                raw_remove(libpod, container)

                events = engine.events()
                began = time.perf_counter()
                identifier = berth_create(api, f"bench {run}")
                wait_for(events, [identifier], "running")
                berth_time = time.perf_counter() - began
                events.close()
                berth_remove(api, [identifier])
                if run > 0:  # the first pair warms up
                    raw.append(raw_time)
                    berth.append(berth_time)
    return report("create", berth, raw, 1.15)


def raw_burst(podman, count, concurrency):
    connections = [podman.connection() for _ in range(concurrency)]
    began = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(concurrency) as pool:
        shares = [pool.submit(lambda c, n: [raw_start(c) for _ in range(n)], connection,
                              count // concurrency + (index < count % concurrency))
                  for index, connection in enumerate(connections)]
        containers = [identifier for share in shares for identifier in share.result()]
    elapsed = time.perf_counter() - began
    for identifier in containers:
        raw_remove(connections[0], identifier)
    return elapsed


def bench_burst(runs, count=20):
    berth, raw = [], []
    with PodmanService() as podman:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        with BerthEngine(podman.socket) as engine:
            api = engine.connection()
            best = min((1, 2, 4, 8), key=lambda c: raw_burst(podman, count, c))
            print(f"burst: raw is fastest with {best} at once")
            for run in range(runs):
                raw.append(raw_burst(podman, count, best))
                events = engine.events()
                began = time.perf_counter()
                identifiers = [berth_create(api, f"burst {run} {i}") for i in range(count)]
                wait_for(events, identifiers, "running")
                berth.append(time.perf_counter() - began)
                events.close()
                berth_remove(api, identifiers)
    return report("burst", berth, raw, 1.2)


def pss_of(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss line")


def first_paint(command, environment):
    """Seconds from exec to the line the program prints after its first paint, and PSS 10 s later."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    line = process.stdout.readline()
    painted = time.perf_counter() - began
    if b"painted" not in line:
        raise RuntimeError(f"{command[0]} printed {line!r} instead of 'painted'")
    time.sleep(10)
    memory = pss_of(process.pid)
    process.terminate()
    process.wait()
    return painted, memory


def bench_window(runs):
    minimal = str(PROGRAM.parent / "minimal_window")
    times, memory = ([], []), ([], [])
    with tempfile.TemporaryDirectory() as directory, PodmanService() as podman:
        environment = dict(os.environ, CONTAINER_HOST="unix://" + podman.socket,
                           BERTH_REPORT_FIRST_PAINT="1")
        for run in range(runs + 1):
            commands = ([str(PROGRAM), "--profile", directory + "/profile"], [minimal])
            for index, command in enumerate(commands):
                painted, pss = first_paint(command, environment)
                if run > 0:
                    times[index].append(painted)
                    memory[index].append(pss)
    fast = report("first paint", times[0], times[1], 2.0)
    small = report("PSS after 10 s", memory[0], memory[1], 2.5, "MiB", 1)
    return fast and small


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bench_idle(_runs, count=20, seconds=60):
    with PodmanService() as podman:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        with BerthEngine(podman.socket) as engine:
            api = engine.connection()
            events = engine.events()
            identifiers = [berth_create(api, f"idle {i}") for i in range(count)]
            wait_for(events, identifiers, "running")
            events.close()
            time.sleep(5)
            before = cpu_seconds(engine.pid)
            time.sleep(seconds)
            used = (cpu_seconds(engine.pid) - before) / seconds
            print(f"idle: {used * 100:.2f} % of one core with {count} healthy instances, "
                  f"over {seconds} s (bound 1 %)")
            berth_remove(api, identifiers)
            return used < 0.01


def seen_by_the_kernel(pid):
    """Seconds from a kill to the word of the kernel's own notice of it."""
    descriptor = os.pidfd_open(pid)
    watch = select.poll()
    watch.register(descriptor, select.POLLIN)
    began = time.perf_counter()
    os.kill(pid, signal.SIGKILL)
    watch.poll()
    elapsed = time.perf_counter() - began
    os.close(descriptor)
    return elapsed


def process_of(libpod, container):
    return libpod.call("GET", f"/v4.0.0/libpod/containers/{container}/json")["State"]["Pid"]


def bench_notice(runs):
    """A container is killed: until a client of Berth's event stream is told, against the kernel."""
    berth, raw = [], []
    with PodmanService() as podman:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        with BerthEngine(podman.socket) as engine:
            api, libpod = engine.connection(), podman.connection()
            for run in range(runs):
                container = raw_start(libpod)
                raw.append(seen_by_the_kernel(process_of(libpod, container)))
                raw_remove(libpod, container)

                events = engine.events()
                identifier = berth_create(api, f"notice {run}")
                wait_for(events, [identifier], "running")
                container = api.call("GET", INSTANCES + identifier)["container_id"]
                pid = process_of(libpod, container)
                began = time.perf_counter()
                os.kill(pid, signal.SIGKILL)
                next(events.statuses())
                berth.append(time.perf_counter() - began)
                events.close()
                berth_remove(api, [identifier])
    report("notice", berth, raw, float("inf"))
    worst = max(berth) * 1000
    print(f"notice: at most {worst:.1f} ms (bound 50 ms)")
    return worst < 50


def bench_events(_runs):
    """The event monitor with 100,000 events and 1,000 more a second; see events_window.cpp."""
    program = PROGRAM.parent / "events_window"
    if not program.exists():
        sys.exit(f"{program} is missing. Build the preset bench.")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([program, "10"], env=environment, check=False).returncode == 0


def publish(connection, kind, data):
    """As AgentArea's API side does: doubly encoded."""
    inner = json.dumps({"event_id": str(uuid.uuid4()), "timestamp": str(time.time()),
                        "event_type": kind, "data": data})
    connection.command("PUBLISH", kind, json.dumps({"data": inner, "headers": {}}))


def started_at(libpod, identifier):
    """When Podman says that it started, as seconds since the epoch."""
    state = libpod.call("GET", f"/v4.0.0/libpod/containers/{identifier}/json")["State"]
    stamp = re.sub(r"(\.\d{6})\d*", r"\1", state["StartedAt"]).replace("Z", "+00:00")
    return datetime.datetime.fromisoformat(stamp).timestamp()


def container_of(libpod, instance):
    filters = urllib.parse.quote(json.dumps({"label": [f"io.berth.instance={instance}"]}))
    return libpod.call("GET", f"/v4.0.0/libpod/containers/json?filters={filters}")[0]["Id"]


def attach_once(libpod, platform, engine, run):
    """Seconds from the published event to the started container."""
    identifier = str(uuid.uuid4())
    events = engine.events()
    began = time.time()
    publish(platform, "MCPServerInstanceCreated",
            {"instance_id": identifier, "name": f"bench {run}",
             "json_spec": {"type": "docker", "image": IMAGE, "port": 8000}})
    wait_for(events, [identifier], "running")
    events.close()
    took = started_at(libpod, container_of(libpod, identifier)) - began
    publish(platform, "MCPServerInstanceDeleted", {"instance_id": identifier})
    api = engine.connection()
    while any(item["id"] == identifier for item in api.call("GET", INSTANCES)):
        time.sleep(0.05)
    return took


def bench_attach(runs):
    """From the event that asks for an instance to its started container, against raw create and
    start; the difference is what Redis, decoding, lease, registry and database cost."""
    bound = 10.0  # milliseconds of the median
    berth, raw = [], []
    with PodmanService() as podman, RedisService() as redis:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        arguments = ["--redis", redis.url, "--role", "manager"]
        with BerthEngine(podman.socket, arguments=arguments) as engine:
            libpod, platform = podman.connection(), redis.connection()
            redis.wait_for_listener(platform)
            for run in range(runs + 1):
                began = time.time()
                container = raw_start(libpod)
                raw_time = started_at(libpod, container) - began
                raw_remove(libpod, container)
                berth_time = attach_once(libpod, platform, engine, run)
                if run > 0:  # the first pair warms up
                    raw.append(raw_time)
                    berth.append(berth_time)
    report("attach", berth, raw, 1.15)
    overhead = (statistics.median(berth) - statistics.median(raw)) * 1000
    print(f"attach overhead {overhead:.1f} ms (bound {bound} ms)")
    return overhead < bound


def bench_rate(_runs):
    """Receiving and decoding events against a bare hiredis reader; see event_rate.cpp."""
    program = PROGRAM.parent / "event_rate"
    if not program.exists():
        sys.exit(f"{program} is missing. Build the preset bench.")
    with RedisService() as redis:
        return subprocess.run([program, str(redis.port), "250000", "5"],
                              check=False).returncode == 0


def start_time(engine, identifier):
    """How long from the wish until the instance runs; it is stopped again."""
    api, events = engine.connection(), engine.events()
    began = time.perf_counter()
    api.call("POST", INSTANCES + identifier + "/start")
    wait_for(events, [identifier], "running")
    took = time.perf_counter() - began
    api.call("POST", INSTANCES + identifier + "/stop")
    wait_for(events, [identifier], "stopped")
    events.close()
    return took


def keyring_times(keyring):
    """Milliseconds that resolving 1 and 20 references takes, medians of 51."""
    done = subprocess.run([PROGRAM.parent / "secret_resolve", "51"], check=True,
                          stdout=subprocess.PIPE, env=dict(os.environ, **keyring.environment))
    return json.loads(done.stdout)


def bench_secrets(runs):
    bound = 5.0  # milliseconds of the median
    with PodmanService() as podman, Keyring() as keyring:
        podman.import_image(ECHO_ARCHIVE, IMAGE)
        with BerthEngine(podman.socket, keyring.environment) as engine:
            identifiers = []
            for name, secrets in (("with", {"TOKEN": "bench-value"}), ("without", {})):
                body = {"name": name, "start": False, "secrets": secrets,
                        "json_spec": {"type": "docker", "image": IMAGE, "port": 8000}}
                identifiers.append(engine.connection().call("POST", INSTANCES, body)["id"])
            pairs = [[start_time(engine, identifier) for identifier in identifiers]
                     for _ in range(runs + 1)][1:]  # the first pair warms up
            berth_remove(engine.connection(), identifiers)
        resolving = keyring_times(keyring)
    given, plain = zip(*pairs)
    overhead = (statistics.median(given) - statistics.median(plain)) * 1000
    print(f"secrets a start with one takes {overhead:.1f} ms more, Podman's part included")
    print(f"secrets resolving 1: {resolving['one_ms']:.1f} ms, 20: {resolving['twenty_ms']:.1f} ms "
          f"(bound {bound} ms)")
    report("secrets", given, plain, 1.15)
    return resolving["twenty_ms"] < bound


def sandbox_time(podman_socket):
    """How long from the start of the program until it prints what a platform needs."""
    with tempfile.TemporaryDirectory(prefix="berth-bench-") as runtime:
        environment = dict(os.environ, CONTAINER_HOST="unix://" + podman_socket,
                           XDG_RUNTIME_DIR=runtime)
        began = time.perf_counter()
        sandbox = subprocess.Popen([str(PROGRAM), "--headless", "--sandbox"], env=environment,
                                   stdout=subprocess.PIPE)
        while b"BERTH_API" not in sandbox.stdout.readline():
            pass
        took = time.perf_counter() - began
        sandbox.terminate()
        sandbox.wait()
    return took


def bench_sandbox(runs):
    """Redis, manager, echo server and the instance over Redis; there is nothing to compare with."""
    bound = 3.0
    with PodmanService() as podman:
        times = [sandbox_time(podman.socket) for _ in range(runs + 1)][1:]  # the first has no image
    print(f"sandbox ready after {statistics.median(times):.2f} s, at most {max(times):.2f} s "
          f"(bound {bound} s)")
    return max(times) < bound


def main():
    benches = {"create": bench_create, "burst": bench_burst, "window": bench_window,
               "idle": bench_idle, "notice": bench_notice, "events": bench_events,
               "secrets": bench_secrets, "attach": bench_attach, "rate": bench_rate,
               "sandbox": bench_sandbox, "proxy": bench_proxy,
               "bridge": bench_bridge, "stream": bench_stream, "sessions": bench_sessions,
               "soak": bench_soak}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", choices=[*benches, "all"])
    parser.add_argument("--runs", type=int, default=11)
    arguments = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is missing. Build it: cmake --preset bench && "
                 "cmake --build --preset bench")
    chosen = benches.values() if arguments.bench == "all" else [benches[arguments.bench]]
    sys.exit(0 if all([bench(arguments.runs) for bench in chosen]) else 1)


if __name__ == "__main__":
    main()
