import json

from managers.base import Manager
from workload import Program, await_that


class Velos(Manager):
    name = "velos"

    def prepare(self, programs: list[Program]) -> None:
        self.environment["VELOS_HOME"] = str(self.home)
        self.velos = str(self.tool / "bin" / "velos")
        self.call([self.velos, "daemon", "start"])
        pid_file = self.home / "velos.pid"
        await_that(pid_file.exists, "the daemon's pid file")
        self.root = int(pid_file.read_text().split()[0])
        self.config = self.home / "velos.toml"
        self.config.write_text("".join(map(table, programs)))

    def list_command(self) -> list[str]:
        return [self.velos, "list"]

    def start_command(self, program: Program) -> list[str]:
        script, *args = program.argv
        return [self.velos, "start", script, "--name", program.name, "--interpreter", "none", "--", *args]

    def start_all_command(self) -> list[str]:
        return [self.velos, "start", "--config", str(self.config)]

    def logs(self, program: Program):
        files = (self.home / "logs").glob(f"{program.name}-out.log*")
        return [file for file in files if file.suffix != ".idx"]

    def shut_down(self) -> None:
        self.call([self.velos, "kill"])


def table(program: Program) -> str:
    """What a benchmark writes is kept in one file, and what ends has done its work."""
    script, *args = map(json.dumps, program.argv)
    return (
        f"[process.{program.name}]\nscript = {script}\nargs = [{', '.join(args)}]\ninterpreter = \"none\"\n"
        f"restart = \"on-failure\"\nlog.max_size = \"0\"\n"
    )
