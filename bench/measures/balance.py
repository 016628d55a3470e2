"""What the balancer costs, how evenly it shares out, and what becomes of requests through it while instances come and go."""

import json
import socket
import subprocess
from contextlib import contextmanager

from bench import Bench, median
from managers.velos import Velos
from measures.reload import INSTANCES, RELOADS, ROUND_SECONDS, ROUNDS, WEB, answers, during, free_port, kept_or_not
from report import Row
from workload import await_that

CONNECTIONS = 10_000
FEW = 4


def balance(bench: Bench) -> list[Row]:
    return [*reloads(bench), *throughput(bench), *latency(bench), fairness(bench)]


def reloads(bench: Bench) -> list[Row]:
    """The server knows of no graceful end: it dies of the stop signal at once."""
    rows = []
    for kept in (True, False):
        with balanced(bench, INSTANCES) as (manager, port):
            reload = [manager.velos, "reload", "web"]
            load = during(bench.tools.generator(), port, kept, lambda: [manager.call(reload) for _ in range(RELOADS)])
        print(f"  {kept_or_not(kept)}: {load}")
        row = Row(f"{RELOADS} reloads of {INSTANCES} Node instances behind the balancer, {kept_or_not(kept)}: failed of {load.requests}", "")
        row.figures["velos"] = load.failed
        row.at_most(0)
        rows.append(row)
    return rows


def throughput(bench: Bench) -> list[Row]:
    through, direct = in_turns(bench, lambda generator, port: generator.run(port, ROUND_SECONDS).per_second)
    row = Row("requests per second of one Node instance behind the balancer", "1/s")
    row.figures = {"velos": median(through), "program alone": median(direct)}
    row.at_least("× program alone, median of the pairs", median([one / other for one, other in zip(through, direct)]), 0.8)
    return [row]


def latency(bench: Bench) -> list[Row]:
    """With few connections, so that it is the way through the balancer that is measured, not a queue."""
    through, direct = in_turns(bench, lambda generator, port: generator.run(port, ROUND_SECONDS, connections=FEW).p99_ms)
    row = Row(f"99th percentile of the latency, {FEW} connections", "ms")
    row.figures = {"velos": median(through), "program alone": median(direct)}
    longer = Row("the same, how much longer than that of the program alone", "ms")
    longer.figures["velos"] = median([one - other for one, other in zip(through, direct)])
    longer.at_most(1)
    return [row, longer]


def in_turns(bench: Bench, measure) -> tuple[list[float], list[float]]:
    """What is measured through the balancer, and at the port of the same instance; the first pair is for warming up."""
    generator = bench.tools.generator()
    with balanced(bench, 1) as (manager, port):
        own = carried(manager)[0]["port"]
        found: dict[int, list[float]] = {port: [], own: []}
        for number in range(ROUNDS + 1):
            for place in (port, own) if number % 2 else (own, port):
                found[place].append(measure(generator, place))
    return found[port][1:], found[own][1:]


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
def balanced(bench: Bench, instances: int):
    port = free_port()
    with bench.manager(Velos, []) as manager:
        words = ["start", str(WEB), "--name", "web", "-i", str(instances)]
        manager.call([manager.velos, *words, "--listen", f"127.0.0.1:{port}", "--balance", "round-robin"])
        await_that(lambda: answers(port), "an answer through the balancer")
        yield manager, port


def carried(manager: Velos) -> list[dict]:
    found = subprocess.run([manager.velos, "list", "--json"], env=manager.environment, check=True, capture_output=True)
    return [process["carried"] for process in json.loads(found.stdout)]


def ask(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: velos\r\nConnection: close\r\n\r\n")
        while connection.recv(4096):
            pass
