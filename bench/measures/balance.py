"""What the balancer costs, how evenly it shares out, and what becomes of requests through it while instances come and go."""

import json
import os
import signal
import socket
import subprocess
from contextlib import contextmanager

from bench import Bench, median
from load import CONNECTIONS as CONNECTIONS_OF_LOAD
from managers.velos import Velos
from measures.reload import INSTANCES, RELOADS, ROUND_SECONDS, ROUNDS, WEB, answers, during, free_port, kept_or_not
from report import Row
from workload import await_that

CONNECTIONS = 10_000
FEW = 4
WORK_MICROS = 100
HANDED = "connections handed over"
CARRIED = "carried (node_preload = false)"
HANDS = (HANDED, CARRIED)


def balance(bench: Bench) -> list[Row]:
    return [*reloads(bench), *kill_one(bench), *throughput(bench), *latency(bench), fairness(bench)]


def reloads(bench: Bench) -> list[Row]:
    """The server knows of no graceful end: where its connections are carried, it dies of the stop signal at once."""
    rows = []
    for hand in HANDS:
        for kept in (True, False):
            with balanced(bench, INSTANCES, hand=hand) as (manager, port):
                reload = [manager.velos, "reload", "web"]
                load = during(bench.tools.generator(), port, kept, lambda: [manager.call(reload) for _ in range(RELOADS)])
            print(f"  {hand}, {kept_or_not(kept)}: {load}")
            how = f"{RELOADS} reloads of {INSTANCES} Node instances behind the balancer, {kept_or_not(kept)}"
            row = Row(f"{how}, {hand}: failed of {load.requests}", "")
            row.figures["velos"] = load.failed
            row.at_most(0)
            rows.append(row)
    return rows


def kill_one(bench: Bench) -> list[Row]:
    """The requests only read, so of those that are carried, what the killed instance had begun is put to another one."""
    rows = []
    for hand, most in ((HANDED, CONNECTIONS_OF_LOAD), (CARRIED, 0)):
        with balanced(bench, INSTANCES, hand=hand) as (manager, port):
            victim = listed(manager)[0]["pid"]

            def kill() -> None:
                os.kill(victim, signal.SIGKILL)
                await_that(lambda: all(each["status"] == "online" and each["pid"] != victim for each in listed(manager)), "the successor")

            load = during(bench.tools.generator(), port, True, kill)
        print(f"  kill -9 of one, {hand}: {load}")
        row = Row(f"kill -9 of one of {INSTANCES} behind the balancer, {hand}: failed of {load.requests}", "")
        row.figures["velos"] = load.failed
        row.at_most(most)
        rows.append(row)
    return rows


def throughput(bench: Bench) -> list[Row]:
    """Of a program that does nothing but answer, so that carrying costs more than it does, and of one that does a little."""
    title = "requests per second of one Node instance behind the balancer"
    return [
        throughput_of(bench, f"{title}, {HANDED}", HANDED, {"program alone": 0.8}),
        throughput_of(bench, f"the same, {CARRIED}", CARRIED, {"haproxy": 0.9, "program alone": 0.8}),
        throughput_of(bench, f"the same of a program that computes for {WORK_MICROS} µs each, {CARRIED}", CARRIED,
                      {"haproxy": 0.9, "program alone": 0.8}, work_micros=WORK_MICROS),
        throughput_of(bench, f"the same with a connection for each request, {HANDED}", HANDED, {}, kept=False),
        throughput_of(bench, f"the same with a connection for each request, {CARRIED}", CARRIED, {}, kept=False),
    ]


def throughput_of(bench: Bench, title: str, hand: str, goals: dict[str, float], work_micros: int = 0, kept: bool = True) -> Row:
    found = in_turns(bench, lambda generator, port: generator.run(port, ROUND_SECONDS, kept=kept).per_second, hand, work_micros)
    row = Row(title, "1/s")
    row.figures = {name: median(figures) for name, figures in found.items()}
    for other, least in goals.items():
        if other in found:
            ratios = [one / each for one, each in zip(found["velos"], found[other])]
            row.at_least(f"× {other}, median of the pairs", median(ratios), least)
    return row


def latency(bench: Bench) -> list[Row]:
    """With few connections, so that it is the way through the balancer that is measured, not a queue."""
    rows = []
    for hand in HANDS:
        found = in_turns(bench, lambda generator, port: generator.run(port, ROUND_SECONDS, connections=FEW).p99_ms, hand)
        row = Row(f"99th percentile of the latency, {FEW} connections, {hand}", "ms")
        row.figures = {name: median(figures) for name, figures in found.items()}
        longer = Row("the same, how much longer than that of the program alone", "ms")
        longer.figures["velos"] = median([one - other for one, other in zip(found["velos"], found["program alone"])])
        longer.at_most(1)
        rows += [row, longer]
    return rows


def in_turns(bench: Bench, measure, hand: str, work_micros: int = 0) -> dict[str, list[float]]:
    """What is measured through the balancer, at the port of the same instance, and through HAProxy. The first turn is for warming up."""
    generator = bench.tools.generator()
    with balanced(bench, 1, work_micros, hand) as (manager, port):
        own = carried(manager)[0]["port"]
        with haproxy(bench, own) as beside:
            places = {"velos": port, "program alone": own, **beside}
            found: dict[str, list[float]] = {name: [] for name in places}
            for number in range(ROUNDS + 1):
                for name in places if number % 2 else reversed(places):
                    found[name].append(measure(generator, places[name]))
    return {name: figures[1:] for name, figures in found.items()}


@contextmanager
def haproxy(bench: Bench, own: int):
    """The port of one before the program, by its name; nothing where it cannot be had."""
    try:
        tool = bench.tools.haproxy()
    except (subprocess.CalledProcessError, OSError, LookupError) as error:
        print(f"  haproxy is missing: {error}")
        yield {}
        return
    port = free_port()
    with tool.before(own, port, bench.temporary):
        await_that(lambda: answers(port), "an answer through haproxy")
        yield {"haproxy": port}


def fairness(bench: Bench) -> Row:
    with balanced(bench, INSTANCES) as (manager, port):
        before = [each["total"] for each in carried(manager)]
        for _ in range(CONNECTIONS):
            ask(port)
        shares = [each["total"] - was for each, was in zip(carried(manager), before)]
    quarter = CONNECTIONS / INSTANCES
    print(f"  {CONNECTIONS} connections: {shares}")
    row = Row(f"{CONNECTIONS} connections to {INSTANCES} instances, round-robin: farthest from a quarter", "%")
    row.figures["velos"] = max(abs(share - quarter) for share in shares) / quarter * 100
    row.at_most(1)
    return row


@contextmanager
def balanced(bench: Bench, instances: int, work_micros: int = 0, hand: str = HANDED):
    port = free_port()
    with bench.manager(Velos, []) as manager:
        words = ["start", str(WEB), "--name", "web", "-i", str(instances), "--env", f"WORK_MICROS={work_micros}"]
        words += ["--listen", f"127.0.0.1:{port}", "--balance", "round-robin"]
        manager.call([manager.velos, *words, "--set", f"node_preload={json.dumps(hand == HANDED)}"])
        await_that(lambda: answers(port), "an answer through the balancer")
        yield manager, port


def carried(manager: Velos) -> list[dict]:
    return [process["carried"] for process in listed(manager)]


def listed(manager: Velos) -> list[dict]:
    found = subprocess.run([manager.velos, "list", "--json"], env=manager.environment, check=True, capture_output=True)
    return json.loads(found.stdout)


def ask(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: velos\r\nConnection: close\r\n\r\n")
        while connection.recv(4096):
            pass
