import os
import signal
import subprocess

from managers.base import Manager
from workload import Program, await_that


class Runit(Manager):
    name = "runit"

    def prepare(self, programs: list[Program]) -> None:
        self.bin = self.tool / "usr" / "bin"
        self.environment["PATH"] = f"{self.bin}:{self.environment['PATH']}"
        self.services = self.home / "services"
        self.services.mkdir()
        for program in programs:
            self.write(program)
        self.root = self.spawn([str(self.bin / "runsvdir"), "-P", str(self.services)])
        await_that(self.is_ready, "the start of every runsv", pause=0.1)

    def is_ready(self) -> bool:
        """Whether each service has its runsv, and that answers."""
        status = subprocess.run(self.list_command(), env=self.environment, capture_output=True)
        return not self.programs or status.returncode == 0

    def write(self, program: Program) -> None:
        """A producer gets a logger, as all else would be another process for each program."""
        service = self.services / program.name
        service.mkdir()
        (service / "down").touch()
        script(service / "run", f"exec {' '.join(program.argv)}")
        if "produce" in program.argv:
            script(service / "finish", f"exec sv down {service}")
            logs = service / "log" / "main"
            logs.mkdir(parents=True)
            (logs / "config").write_text("s0\n")
            script(service / "log" / "run", f"exec svlogd {logs}")

    def service(self, program: Program) -> str:
        return str(self.services / program.name)

    def sv(self, word: str, programs: list[Program]) -> list[str]:
        return [str(self.bin / "sv"), word, *map(self.service, programs)]

    def list_command(self) -> list[str]:
        return self.sv("status", self.programs)

    def start_command(self, program: Program) -> list[str]:
        return self.sv("up", [program])

    def start_all_command(self) -> list[str]:
        return self.sv("up", self.programs)

    def logs(self, program: Program):
        return list((self.services / program.name / "log" / "main").glob("current"))

    def shut_down(self) -> None:
        os.kill(self.root, signal.SIGHUP)


def script(path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
