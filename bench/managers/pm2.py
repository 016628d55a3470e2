import json
import shutil

from managers.base import Manager
from workload import Program


class Pm2(Manager):
    name = "pm2"

    def prepare(self, programs: list[Program]) -> None:
        self.environment["PM2_HOME"] = str(self.home)
        self.pm2 = [shutil.which("node") or "node", str(self.tool / "node_modules" / "pm2" / "bin" / "pm2")]
        self.call([*self.pm2, "ping"])
        self.root = int((self.home / "pm2.pid").read_text())
        self.config = self.home / "ecosystem.config.json"
        self.config.write_text(json.dumps({"apps": [app(program) for program in programs]}))

    def list_command(self) -> list[str]:
        return [*self.pm2, "list"]

    def start_command(self, program: Program) -> list[str]:
        script, *args = program.argv
        return [*self.pm2, "start", script, "--name", program.name, "--interpreter", "none", "--", *args]

    def start_all_command(self) -> list[str]:
        return [*self.pm2, "start", str(self.config)]

    def logs(self, program: Program):
        return list((self.home / "logs").glob(f"{program.name}-out*.log"))

    def shut_down(self) -> None:
        self.call([*self.pm2, "kill"])


def app(program: Program) -> dict:
    script, *args = program.argv
    description = {"name": program.name, "script": script, "args": args, "interpreter": "none"}
    if "produce" in args:
        description["stop_exit_codes"] = [0]  # which SIGKILL counts as, too
    return description
