"""The programs that the managers run, and when they ran."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "programs"
TIMEOUT = 60.0


@dataclass(frozen=True)
class Program:
    name: str
    argv: tuple[str, ...]
    marks: Path

    def runs(self) -> list[tuple[int, int]]:
        """Pid and start (CLOCK_MONOTONIC, ns) of each life so far."""
        if not self.marks.exists():
            return []
        lines = self.marks.read_text().split("\n")[:-1]
        return [(int(line.split()[0]), int(line.split()[1])) for line in lines]

    def await_run(self, number: int = 1) -> tuple[int, int]:
        """Pid and start of the nth life, which is waited for."""
        await_that(lambda: len(self.runs()) >= number, f"life {number} of {self.name}")
        return self.runs()[number - 1]


def await_that(condition, what: str, timeout: float = TIMEOUT, pause: float = 0.001) -> None:
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come about within {timeout:.0f} s")
        time.sleep(pause)


class Workload:
    """Makes programs; owned by one measure, in a folder of its own."""

    def __init__(self, folder: Path, executable: tuple[str, ...]):
        self.folder = folder
        self.executable = executable
        folder.mkdir(parents=True, exist_ok=True)

    def idle(self, name: str) -> Program:
        marks = self.folder / f"{name}.marks"
        return Program(name, (*self.executable, "mark", str(marks)), marks)

    def producer(self, name: str, gate: Path, size: int) -> Program:
        marks = self.folder / f"{name}.marks"
        return Program(name, (*self.executable, "produce", str(marks), str(gate), str(size)), marks)

    def gate(self, name: str) -> Path:
        path = self.folder / f"{name}.gate"
        os.mkfifo(path)
        return path


def open_gate(gate: Path) -> int:
    """Lets everybody through who waits there, and says when."""
    time.sleep(0.1)  # from a producer's mark to its waiting at the gate
    now = time.monotonic_ns()
    os.close(os.open(gate, os.O_WRONLY))
    return now


def compile_program(folder: Path) -> tuple[str, ...]:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return (shutil.which("python3") or "python3", str(SOURCES / "program.py"))
    target = folder / "velos-bench-program"
    subprocess.run([compiler, "-O2", "-o", str(target), str(SOURCES / "program.c")], check=True)
    return (str(target),)
