"""What the benchmarks ask of a process manager."""

import os
import signal
import subprocess
import time
from pathlib import Path

import processes
from workload import Program, await_that


def size(file: Path) -> int:
    """0 where it is not there, or no longer: it may be rotated at any moment."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


class Manager:
    """One manager in a home of its own; owned by one measure, which ends it."""

    name = ""
    rotates = False  # whether the files of logs become others while they are written

    def __init__(self, tool: Path, home: Path):
        self.tool = tool
        self.home = home
        self.root = 0
        self.programs: list[Program] = []
        self.found: dict[str, list[Path]] = {}
        self.environment = dict(os.environ)
        home.mkdir(parents=True)

    # ---- for each kind of manager

    def prepare(self, programs: list[Program]) -> None:
        """Starts the manager itself, so that it knows the programs but runs none, and sets root to its pid."""
        raise NotImplementedError

    def list_command(self) -> list[str]:
        raise NotImplementedError

    def start_command(self, program: Program) -> list[str]:
        raise NotImplementedError

    def start_all_command(self) -> list[str]:
        raise NotImplementedError

    def logs(self, program: Program) -> list[Path]:
        """The files that hold what the program wrote to stdout."""
        raise NotImplementedError

    def shut_down(self) -> None:
        """Asks the manager to stop everything and itself."""
        raise NotImplementedError

    # ---- for all of them

    def up(self, programs: list[Program]) -> "Manager":
        self.programs = programs
        self.prepare(programs)
        return self

    def call(self, command: list[str]) -> tuple[int, int]:
        """Runs a command; CLOCK_MONOTONIC before and after, in ns."""
        with open(self.home / "commands.log", "ab") as output:
            before = time.monotonic_ns()
            status = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=self.environment)
            after = time.monotonic_ns()
        if status != 0:
            raise RuntimeError(f"{self.name}: {' '.join(command)[:200]} ended with {status}; see {output.name}")
        return before, after

    def spawn(self, command: list[str]) -> int:
        """Starts a process that stays, and reaps it when it is gone."""
        with open(self.home / "manager.log", "ab") as output:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=self.environment)
        self.child = child
        return child.pid

    def pids(self) -> list[int]:
        """The manager's own processes, without the programs that it runs."""
        return [pid for pid in processes.family(self.root) if not self.is_program(pid)]

    def is_program(self, pid: int) -> bool:
        return any("velos-bench-program" in word or word.endswith("program.py") for word in processes.words(pid)[:2])

    def logged(self, program: Program) -> int:
        """Bytes in the program's logs. Asked hundreds of times a second beside what is measured, so it looks for the files once."""
        files = self.found.get(program.name) or self.logs(program)
        if not self.rotates:
            self.found[program.name] = files
        return sum(map(size, files))

    def down(self) -> None:
        members = processes.family(self.root) if self.root else []
        try:
            self.shut_down()
            self.await_gone(members, 15)
        except (TimeoutError, RuntimeError, OSError):
            for pid in members:
                if processes.alive(pid):
                    os.kill(pid, signal.SIGKILL)
            self.await_gone(members, 15)

    def await_gone(self, pids: list[int], timeout: float) -> None:
        def gone() -> bool:
            if getattr(self, "child", None) is not None:
                self.child.poll()
            return not any(processes.alive(pid) for pid in pids)

        await_that(gone, f"the end of {self.name}", timeout, 0.02)
