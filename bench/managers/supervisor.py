import os
import signal

from managers.base import Manager
from workload import Program, await_that


class Supervisor(Manager):
    name = "supervisor"

    def prepare(self, programs: list[Program]) -> None:
        socket = self.home / "supervisor.sock"
        self.config = self.home / "supervisord.conf"
        self.config.write_text(
            f"[unix_http_server]\nfile={socket}\n"
            f"[supervisord]\nlogfile={self.home}/supervisord.log\npidfile={self.home}/supervisord.pid\nnodaemon=true\n"
            f"[supervisorctl]\nserverurl=unix://{socket}\n"
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n"
            + "".join(map(self.section, programs))
        )
        self.root = self.spawn([str(self.tool / "bin" / "supervisord"), "-c", str(self.config)])
        await_that(socket.exists, "supervisor's socket")

    def section(self, program: Program) -> str:
        return (
            f"[program:{program.name}]\ncommand={' '.join(program.argv)}\nautostart=false\nautorestart=unexpected\n"
            f"startsecs=0\nstdout_logfile={self.home}/{program.name}.log\nstdout_logfile_maxbytes=0\n"
            "stderr_logfile=NONE\n"
        )

    def control(self, *words: str) -> list[str]:
        return [str(self.tool / "bin" / "supervisorctl"), "-c", str(self.config), *words]

    def list_command(self) -> list[str]:
        return self.control("status")

    def start_command(self, program: Program) -> list[str]:
        return self.control("start", program.name)

    def start_all_command(self) -> list[str]:
        return self.control("start", "all")

    def logs(self, program: Program):
        return [self.home / f"{program.name}.log"]

    def shut_down(self) -> None:
        os.kill(self.root, signal.SIGTERM)
