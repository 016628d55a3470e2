from managers.base import Manager
from managers.runit import script
from workload import Program, await_that


RELATIVE_SUPERVISE = b".bin/////s6-supervise"  # seen from the folder of the services


class S6(Manager):
    name = "s6"
    rotates = True

    def prepare(self, programs: list[Program]) -> None:
        self.bin = self.tool / "usr" / "bin"
        self.environment["PATH"] = f"{self.bin}:{self.tool}/usr/lib/execline/bin:{self.environment['PATH']}"
        libraries = [str(folder) for folder in (self.tool / "usr" / "lib").glob("*-linux-*")]
        if libraries:
            self.environment["LD_LIBRARY_PATH"] = ":".join(libraries)
        self.services = self.home / "services"
        (self.services / ".bin").mkdir(parents=True)
        (self.services / ".bin" / "s6-supervise").symlink_to(self.bin / "s6-supervise")
        for program in programs:
            self.write(program)
        self.root = self.spawn([str(self.bin / "s6-svscan"), "-c", "2000", str(self.services)])
        for program in programs:
            control = self.services / program.name / "supervise" / "status"
            await_that(control.exists, f"s6-supervise of {program.name}")

    def write(self, program: Program) -> None:
        service = self.services / program.name
        service.mkdir()
        (service / "down").touch()
        script(service / "run", f"exec {' '.join(program.argv)}")
        if "produce" in program.argv:
            script(service / "finish", "exit 125")  # which means: stay down
            script_folder = service / "log"
            script_folder.mkdir()
            script(script_folder / "run", f"exec s6-log n20 s99999999 {script_folder}/main")

    def each(self, command: str, programs: list[Program]) -> list[str]:
        """Its tools take one service each."""
        line = f'for service in "$@"; do {self.bin}/{command} "$service"; done'
        return ["/bin/sh", "-c", line, "sh", *(str(self.services / program.name) for program in programs)]

    def list_command(self) -> list[str]:
        return self.each("s6-svstat", self.programs)

    def start_command(self, program: Program) -> list[str]:
        return [str(self.bin / "s6-svc"), "-u", str(self.services / program.name)]

    def start_all_command(self) -> list[str]:
        return self.each("s6-svc -u", self.programs)

    def logs(self, program: Program):
        main = self.services / program.name / "log" / "main"
        return [*main.glob("current"), *main.glob("@*")]

    def shut_down(self) -> None:
        self.call([str(self.bin / "s6-svscanctl"), "-t", str(self.services)])
