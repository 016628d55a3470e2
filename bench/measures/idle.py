"""What a manager takes when nothing happens."""

import os
import time
from contextlib import ExitStack

from bench import Bench
from processes import Memory, cpu_ns, memory
from report import Row

SECONDS = 30
LIMITS = {"RSS": 42, "PSS": 31, "private dirty": 15}


def memory_rows(bench: Bench) -> list[Row]:
    """RSS, PSS and private dirty memory with no process and with 100, a while after the last start."""
    empty: dict[str, Memory] = {}
    full: dict[str, Memory] = {}
    for kind in bench.kinds():
        for results, programs in ((empty, []), (full, bench.idle_programs(100))):
            with bench.manager(kind, programs) as manager:
                if programs:
                    manager.call(manager.start_all_command())
                    for program in programs:
                        program.await_run()
                time.sleep(3)
                os.sync()  # pages of files just written count as dirty until they are on disk
                results[kind.name] = memory(manager.pids())
    rows = rows_of("at 0 processes", empty) + rows_of("at 100 processes", full)
    for row, limit in zip(rows, LIMITS.values()):
        row.at_most(limit)
        row.ratio("pm2", 1)
    return rows


def rows_of(when: str, results: dict[str, Memory]) -> list[Row]:
    def row(title: str, figure) -> Row:
        return Row(f"{title} {when}", "MiB", {name: figure(value) / 1024 for name, value in results.items()})

    return [
        row("RSS", lambda value: value.rss),
        row("PSS", lambda value: value.pss),
        row("private dirty", lambda value: value.private_dirty),
    ]


def idle(bench: Bench) -> list[Row]:
    """Processor time with 10 processes that do nothing, all managers side by side."""
    with ExitStack() as stack:
        managers = []
        for kind in bench.kinds():
            manager = stack.enter_context(bench.manager(kind, bench.idle_programs(10)))
            manager.call(manager.start_all_command())
            managers.append(manager)
        time.sleep(5)
        before = {manager.name: cpu_ns(manager.pids()) for manager in managers}
        time.sleep(SECONDS)
        spent = {manager.name: (cpu_ns(manager.pids()) - before[manager.name]) / 1e6 for manager in managers}
    row = Row(f"processor time idle, 10 processes, {SECONDS} s", "ms", spent)
    row.at_most(10)
    return [row]
