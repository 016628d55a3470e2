"""Output of programs on its way into files: 500 MB from one, and 25 MB from each of twenty at once."""

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import Bench, median
from managers.base import size
from processes import cpu_ns, memory, peak_rss, reset_peak
from report import Row
from workload import Program, open_gate

ROUNDS = 3
TOTAL = 500_000_000
CAT = "| cat > file"
FILE = "> file"


@dataclass
class Load:
    """What was seen of one contender, round by round."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    lost: int = 0
    growth: float = 0
    peak: float = 0


def one(bench: Bench) -> list[Row]:
    rows = rows_of("500 MB of 100-byte lines", contend(bench, 1))
    rows[0].ratio(CAT, 0.8)
    rows[1].ratio(CAT, 1)
    rows[2].at_most(0)
    rows[3].at_most(6)
    return rows


def twenty(bench: Bench) -> list[Row]:
    rows = rows_of("20 producers × 25 MB", contend(bench, 20))
    rows[0].ratio(CAT, 1.1)
    rows[2].at_most(0)
    return rows


def rows_of(title: str, loads: dict[str, Load]) -> list[Row]:
    managed = {name: load for name, load in loads.items() if name not in (CAT, FILE)}
    return [
        Row(title, "s", {name: median(load.wall) for name, load in loads.items()}),
        Row("the same, processor time of who writes the file", "s",
            {name: median(load.cpu) for name, load in loads.items() if name != FILE}),
        Row("the same, bytes lost", "", {name: load.lost for name, load in managed.items()}),
        Row("the same, growth of RSS", "MiB", {name: load.growth for name, load in managed.items()}),
        Row("the same, most RSS", "MiB", {name: load.peak for name, load in managed.items()}),
    ]


def contend(bench: Bench, producers: int) -> dict[str, Load]:
    loads: dict[str, Load] = {}
    for _ in range(ROUNDS):
        for kind in bench.kinds():
            managed(bench, kind, producers, loads.setdefault(kind.name, Load()))
        piped(bench, producers, loads.setdefault(CAT, Load()))
        straight(bench, producers, loads.setdefault(FILE, Load()))
    return loads


def programs_of(bench: Bench, producers: int) -> tuple[Path, list[Program]]:
    os.sync()
    work = bench.workload()
    gate = work.gate("all")
    return gate, [work.producer(f"p{number}", gate, TOTAL // producers) for number in range(producers)]


def managed(bench: Bench, kind, producers: int, load: Load) -> None:
    gate, programs = programs_of(bench, producers)
    with bench.manager(kind, programs) as manager:
        manager.call(manager.start_all_command())
        for program in programs:
            program.await_run()
        pids = manager.pids()
        rss = memory(pids).rss
        reset_peak(pids)
        spent = cpu_ns(pids)
        began = open_gate(gate)
        written = await_bytes([partial(manager.logged, program) for program in programs], TOTAL // producers)
        load.wall.append((time.monotonic_ns() - began) / 1e9)
        load.cpu.append((cpu_ns(pids) - spent) / 1e9)
        load.lost = max(load.lost, TOTAL - written)
        load.peak = max(load.peak, peak_rss(pids) / 1024)
        load.growth = max(load.growth, (peak_rss(pids) - rss) / 1024)


def await_bytes(logs: list[Callable[[], int]], each: int) -> int:
    """Until so many bytes are in each log, or no more have come into any for five seconds: how many there are in all.
    One log is looked at after the other, since who looks at all of them takes time from those that write."""
    written, since = -1, time.monotonic()
    look = since + 0.5
    done = 0
    while done < len(logs):
        if logs[done]() >= each:
            done += 1
            continue
        now = time.monotonic()
        if now > look:
            look = now + 0.5
            before, written = written, sum(log() for log in logs)
            if written != before:
                since = now
            elif now - since > 5:
                break
        time.sleep(0.002)
    return sum(log() for log in logs)


def piped(bench: Bench, producers: int, load: Load) -> None:
    """producer | cat > file, with the processor time of the cats."""
    gate, programs = programs_of(bench, producers)
    pairs = []
    files = []
    for program in programs:
        file = program.marks.with_suffix(".log")
        producer = subprocess.Popen(program.argv, stdout=subprocess.PIPE)
        with open(file, "wb") as output:
            cat = subprocess.Popen([shutil.which("cat") or "cat"], stdin=producer.stdout, stdout=output)
        producer.stdout.close()
        pairs.append((producer, cat))
        files.append(file)
        program.await_run()
    began = open_gate(gate)
    await_bytes([partial(size, file) for file in files], TOTAL // producers)
    load.wall.append((time.monotonic_ns() - began) / 1e9)
    for producer, _ in pairs:
        producer.wait()
    before = children_cpu()
    for _, cat in pairs:
        cat.wait()
    load.cpu.append(children_cpu() - before)
    remove(files)


def straight(bench: Bench, producers: int, load: Load) -> None:
    """producer > file."""
    gate, programs = programs_of(bench, producers)
    running = []
    files = []
    for program in programs:
        file = program.marks.with_suffix(".log")
        with open(file, "wb") as output:
            running.append(subprocess.Popen(program.argv, stdout=output))
        files.append(file)
        program.await_run()
    began = open_gate(gate)
    await_bytes([partial(size, file) for file in files], TOTAL // producers)
    load.wall.append((time.monotonic_ns() - began) / 1e9)
    for producer in running:
        producer.wait()
    remove(files)


def children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def remove(files: list[Path]) -> None:
    for file in files:
        file.unlink()
