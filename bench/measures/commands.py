"""One command, as a person or a script gives it."""

import os
import signal
import subprocess
import time
from contextlib import ExitStack

from bench import Bench, median, milliseconds
from report import Row


ROUNDS = 15


def list_ten(bench: Bench) -> list[Row]:
    """`list` with 10 processes running, every manager in turn, round after round."""
    times: dict[str, list[float]] = {}
    hello = bench.hello_command()
    with ExitStack() as stack:
        managers = []
        for kind in bench.kinds():
            programs = bench.idle_programs(10)
            manager = stack.enter_context(bench.manager(kind, programs))
            manager.call(manager.start_all_command())
            for program in programs:
                program.await_run()
            managers.append(manager)
        for _ in range(ROUNDS):
            for manager in managers:
                before, after = manager.call(manager.list_command())
                times.setdefault(manager.name, []).append(milliseconds(after - before))
            times.setdefault("java hello", []).append(time_of(hello))
    row = Row("list, 10 processes, whole command", "ms", {name: median(values) for name, values in times.items()})
    row.ratio("pm2", 0.35)
    row.ratio("java hello", 2.5)
    return [row]


def time_of(command: list[str]) -> float:
    before = time.monotonic_ns()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return milliseconds(time.monotonic_ns() - before)


def start_one(bench: Bench) -> list[Row]:
    """`start` of one program after the other: until the program itself runs, and until the command returns."""
    runs: dict[str, list[float]] = {}
    returns: dict[str, list[float]] = {}
    with ExitStack() as stack:
        managers = [stack.enter_context(bench.manager(kind, bench.idle_programs(ROUNDS))) for kind in bench.kinds()]
        for number in range(ROUNDS):
            for manager in managers:
                program = manager.programs[number]
                before, after = manager.call(manager.start_command(program))
                runs.setdefault(manager.name, []).append(milliseconds(program.await_run()[1] - before))
                returns.setdefault(manager.name, []).append(milliseconds(after - before))
    until_it_runs = Row("start of one until it runs", "ms", {name: median(values) for name, values in runs.items()})
    until_it_runs.ratio("pm2", 0.5)
    return [
        until_it_runs,
        Row("start of one until the command returns", "ms", {name: median(values) for name, values in returns.items()}),
    ]


def restart(bench: Bench) -> list[Row]:
    """From SIGKILL of a program that has lived for two seconds until its next life runs."""
    times: dict[str, list[float]] = {}
    with ExitStack() as stack:
        managers = [stack.enter_context(bench.manager(kind, bench.idle_programs(1))) for kind in bench.kinds()]
        for manager in managers:
            manager.call(manager.start_all_command())
        for life in range(1, 12):
            pids = {manager.name: manager.programs[0].await_run(life)[0] for manager in managers}
            time.sleep(2)
            for manager in managers:
                before = time.monotonic_ns()
                os.kill(pids[manager.name], signal.SIGKILL)
                _, began = manager.programs[0].await_run(life + 1)
                times.setdefault(manager.name, []).append(milliseconds(began - before))
    row = Row("restart after SIGKILL", "ms", {name: median(values) for name, values in times.items()})
    row.at_most(5)
    return [row]
