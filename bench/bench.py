"""What every measure is given."""

import os
import shutil
import statistics
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from managers.base import Manager
from managers.velos import Velos
from tools import Tools
from workload import SOURCES, Program, Workload, compile_program


class Bench:
    """The managers that are there, and a temporary folder for all that they write. Owned by main."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.tools = Tools(folder)
        self.temporary = Path(tempfile.mkdtemp(prefix="velos-bench-"))
        self.executable = compile_program(self.temporary)
        self.count = 0

    def close(self) -> None:
        shutil.rmtree(self.temporary, ignore_errors=True)

    def workload(self) -> Workload:
        self.count += 1
        return Workload(self.temporary / f"w{self.count}", self.executable)

    def kinds(self, *, only_velos: bool = False) -> list[type[Manager]]:
        return [kind for kind in self.tools.found if not only_velos or kind is Velos]

    @contextmanager
    def manager(self, kind: type[Manager], programs: list[Program]):
        """A manager that knows the programs and runs none of them; ended when the block ends."""
        self.count += 1
        manager = kind(self.tools.found[kind], self.temporary / f"{kind.name}{self.count}")
        try:
            yield manager.up(programs)
        finally:
            manager.down()
            empty(manager.home)

    @contextmanager
    def running(self, kind: type[Manager], count: int):
        """A manager that runs so many programs, each of which is up."""
        programs = self.idle_programs(count)
        with self.manager(kind, programs) as manager:
            manager.call(manager.start_all_command())
            for program in programs:
                program.await_run()
            yield manager

    def idle_programs(self, count: int) -> list[Program]:
        work = self.workload()
        return [work.idle(f"p{number}") for number in range(count)]

    def hello_command(self) -> list[str]:
        """A JVM that says hello, with the flags of Velos's commands."""
        java = next((self.tools.found[Velos] / "lib" / "velos" / "releases").glob("*/runtime/bin/java"))
        jdk = Path((self.folder.parent / "dist" / "jdk").read_text().strip())
        jar = self.temporary / "hello.jar"
        cache = self.temporary / "hello.aot"
        if not cache.exists():
            classes = self.temporary / "classes"
            run(jdk / "bin" / "javac", "-d", classes, SOURCES / "Hello.java")
            run(jdk / "bin" / "jar", "--create", "--file", jar, "-C", classes, ".")
            run(java, *FLAGS, f"-XX:AOTCacheOutput={cache}", "-cp", jar, "Hello")
        return [str(java), *FLAGS, f"-XX:AOTCache={cache}", "-cp", str(jar), "Hello"]


def empty(folder: Path) -> None:
    """
    Gives back its room, and keeps its files until the bench closes: for a minute ext4 looks past every inode that was
    freed before it takes one, and whoever makes files then would pay for those of its predecessor.
    """
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            os.truncate(file, 0)


def run(*command) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xlog:disable"]


def median(values: list[float]) -> float:
    return statistics.median(values)


def milliseconds(ns: float) -> float:
    return ns / 1e6
