"""Many processes at once."""

import time

from bench import Bench, median
from processes import cpu_ns, memory
from report import Row

ROUNDS = 3


def hundred(bench: Bench) -> list[Row]:
    """100 processes from one command, until all run; and what that cost the manager."""
    wall: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for kind in bench.kinds():
            with bench.manager(kind, bench.idle_programs(100)) as manager:
                spent = cpu_ns(manager.pids())
                wall.setdefault(kind.name, []).append(start_all(manager)[0])
                cpu.setdefault(kind.name, []).append((cpu_ns(manager.pids()) - spent) / 1e9)
    rows = [
        Row("100 processes running after", "s", {name: median(values) for name, values in wall.items()}),
        Row("the same, processor time of the manager", "s", {name: median(values) for name, values in cpu.items()}),
    ]
    rows[0].at_most(0.35)
    rows[1].at_most(0.3)
    return rows


def start_all(manager) -> tuple[float, float]:
    """Seconds until the last program runs, and until the command returns."""
    before, after = manager.call(manager.start_all_command())
    last = max(program.await_run()[1] for program in manager.programs)
    return (last - before) / 1e9, (after - before) / 1e9


def thousand(bench: Bench) -> list[Row]:
    """1,000 idle processes; Velos alone. Memory is that of a daemon which has come to rest, as with fewer processes."""
    for kind in bench.kinds(only_velos=True):
        with bench.manager(kind, bench.idle_programs(100)) as manager:
            start_all(manager)
            few = rss_at_rest(manager)
        with bench.manager(kind, bench.idle_programs(1000)) as manager:
            running, returned = start_all(manager)
            listing = sorted(list_seconds(manager) for _ in range(5))[2]
            rss = rss_at_rest(manager)
    rows = [
        Row("1,000 processes running after", "s", {"velos": running}),
        Row("the same, until the command returns", "s", {"velos": returned}),
        Row("list, 1,000 processes", "s", {"velos": listing}),
        Row("RSS at 1,000 processes", "MiB", {"velos": rss / 1024}),
        Row("RSS for each process beyond the first 100", "KiB", {"velos": max(0, rss - few) / 900}),
    ]
    rows[0].at_most(4)
    rows[2].at_most(0.25)
    rows[3].at_most(60)
    rows[4].at_most(10)
    return rows


def rss_at_rest(manager) -> int:
    time.sleep(5)
    return memory(manager.pids()).rss


def list_seconds(manager) -> float:
    before, after = manager.call(manager.list_command())
    return (after - before) / 1e9
