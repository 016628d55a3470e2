"""What becomes of requests while instances come and go, and what a handed socket costs."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import processes
from bench import ROOT, Bench, median
from load import Generator, Load
from managers.base import Manager
from managers.pm2 import Pm2
from managers.velos import Velos
from report import Row
from workload import SOURCES, await_that

RELOADS = 10
INSTANCES = 4
ROUNDS = 7
ROUND_SECONDS = 3
EXAMPLES = ROOT / "examples" / "handed-sockets"
WEB = SOURCES / "web.js"


def reload(bench: Bench) -> list[Row]:
    """Reloads in a row under load: no request may fail."""
    rows = [row for kept in (True, False) for row in reload_node(bench, kept)]
    rows += reload_others(bench)
    rows += kill_one(bench)
    return rows


def kept_or_not(kept: bool) -> str:
    return "connections kept" if kept else "a connection each"


def reload_node(bench: Bench, kept: bool) -> list[Row]:
    generator = bench.tools.generator()
    failed = Row(f"{RELOADS} reloads of {INSTANCES} Node instances, {kept_or_not(kept)}: failed requests", "")
    asked = Row("the same, answered requests", "")
    for kind in bench.kinds():
        if kind not in (Velos, Pm2):
            continue
        with serving(bench, kind, WEB, INSTANCES) as (manager, port):
            load = during(generator, port, kept, lambda: [manager.call(reload_command(manager)) for _ in range(RELOADS)])
        failed.figures[manager.name] = load.failed
        asked.figures[manager.name] = load.requests
        print(f"  {manager.name}, {kept_or_not(kept)}: {load}")
    failed.at_most(0)
    return [failed, asked]


def reload_others(bench: Bench) -> list[Row]:
    """Programs in other languages, and a single instance."""
    generator = bench.tools.generator()
    rows = []
    for name, script, instances in others(bench):
        for kept in (True, False):
            with serving(bench, Velos, script, instances) as (manager, port):
                load = during(generator, port, kept, lambda: [manager.call(reload_command(manager)) for _ in range(RELOADS)])
            print(f"  {name}, {kept_or_not(kept)}: {load}")
            row = Row(f"{RELOADS} reloads of {name}, {kept_or_not(kept)}: failed of {load.requests}", "")
            row.figures["velos"] = load.failed
            row.at_most(0)
            rows.append(row)
    return rows


def others(bench: Bench) -> list[tuple[str, Path, int]]:
    found = [("one Node instance", WEB, 1), (f"{INSTANCES} in Python", EXAMPLES / "server.py", INSTANCES)]
    if shutil.which("go"):
        server = bench.temporary / "go-server"
        if not server.exists():
            subprocess.run(["go", "build", "-o", str(server), "."], cwd=EXAMPLES / "go", check=True)
        found.append((f"{INSTANCES} in Go", server, INSTANCES))
    else:
        print("  go is not on PATH: its server is left out")
    return found


def kill_one(bench: Bench) -> list[Row]:
    """Of the requests, those that the killed instance had begun are lost: at most one of each of its connections."""
    generator = bench.tools.generator()
    with serving(bench, Velos, WEB, INSTANCES) as (manager, port):
        victim = max(listeners(manager))
        before = sockets(victim)
        own = 0

        def kill() -> None:
            nonlocal own
            own = sockets(victim) - before
            os.kill(victim, signal.SIGKILL)
            await_that(lambda: len(listeners(manager)) >= INSTANCES, "the successor")
            time.sleep(1)

        load = during(generator, port, True, kill)
    print(f"  kill -9 of one, which had {own} connections: {load}")
    row = Row(f"kill -9 of one of {INSTANCES} under load: failed requests, of {load.requests}", "")
    row.figures["velos"] = load.failed
    row.at_most(own)
    return [row]


def handed(bench: Bench) -> list[Row]:
    """A Node program at a handed socket beside the same program alone at a port of its own; in turns."""
    generator = bench.tools.generator()
    alone_port = free_port()
    # In a session of its own as Velos's programs are: the kernel shares processors out among sessions.
    alone = subprocess.Popen(["node", str(WEB)], env={**os.environ, "PORT": str(alone_port)}, start_new_session=True)
    try:
        with serving(bench, Velos, WEB, 1) as (manager, port):
            await_that(lambda: answers(alone_port), "the program alone")
            pids = {port: listeners(manager)[0], alone_port: alone.pid}
            rounds = [{place: one_round(generator, place, pids[place]) for place in order(number, port, alone_port)}
                      for number in range(ROUNDS + 1)][1:]
    finally:
        alone.terminate()
        alone.wait()

    def row(title: str, unit: str, index: int) -> tuple[Row, float]:
        pairs = [(turn[port][index], turn[alone_port][index]) for turn in rounds]
        figures = {"velos": median([pair[0] for pair in pairs]), "program alone": median([pair[1] for pair in pairs])}
        return Row(title, unit, figures), median([one / other for one, other in pairs])

    rate, ratio = row("requests per second of one Node instance", "1/s", 0)
    rate.at_least("× program alone, median of the pairs", ratio, 0.97)
    time_each, more = row("the same, processor time of the program for each", "µs", 1)
    print(f"  processor time for each request: × program alone {more:.3f}, median of the pairs")
    return [rate, time_each]


def order(number: int, one: int, other: int) -> tuple[int, int]:
    return (one, other) if number % 2 else (other, one)


def one_round(generator: Generator, port: int, pid: int) -> tuple[float, float]:
    """Requests per second, and microseconds of processor time for each."""
    before = processes.cpu_ns([pid])
    load = generator.run(port, ROUND_SECONDS)
    return load.per_second, (processes.cpu_ns([pid]) - before) / 1e3 / load.requests


@contextmanager
def serving(bench: Bench, kind: type[Manager], script: Path, instances: int):
    """A manager that runs instances of a server, and the port that they answer at."""
    port = free_port()
    with bench.manager(kind, []) as manager:
        manager.environment["PORT"] = str(port)
        manager.call(start_command(manager, script, instances, port))
        await_that(lambda: answers(port), f"an answer of {script.name}")
        yield manager, port


def start_command(manager: Manager, script: Path, instances: int, port: int) -> list[str]:
    words = ["start", str(script), "--name", "web", "-i", str(instances)]
    if isinstance(manager, Pm2):
        return [*manager.pm2, *words]
    return [manager.velos, *words, "--listen", f"127.0.0.1:{port}"]


def reload_command(manager: Manager) -> list[str]:
    return [*(manager.pm2 if isinstance(manager, Pm2) else [manager.velos]), "reload", "web"]


def during(generator: Generator, port: int, kept: bool, action: Callable[[], object]) -> Load:
    running = generator.begin(port, kept=kept)
    time.sleep(1)
    try:
        action()
    finally:
        time.sleep(0.5)
        load = running.stop()
    return load


def listeners(manager: Manager) -> list[int]:
    """The programs of the manager that run."""
    return [pid for pid in processes.children(manager.root) if any("web.js" in word for word in processes.words(pid))]


def sockets(pid: int) -> int:
    links = (os.path.join(f"/proc/{pid}/fd", name) for name in os.listdir(f"/proc/{pid}/fd"))
    return sum(os.path.islink(link) and os.readlink(link).startswith("socket:") for link in links)


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return bool(connection.recv(1))
    except OSError:
        return False
