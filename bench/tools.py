"""Finds or fetches the managers that Velos is measured beside; everything goes under build/bench."""

import shutil
import subprocess
import sys
from pathlib import Path

from haproxy import Haproxy
from load import Generator, generator
from managers.base import Manager
from managers.pm2 import Pm2
from managers.runit import Runit
from managers.s6 import RELATIVE_SUPERVISE, S6
from managers.supervisor import Supervisor
from managers.velos import Velos

PM2_VERSION = "7.0.4"
SUPERVISOR_VERSION = "4.2.5"


class Tools:
    """The kinds of managers that are there, and where."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.found: dict[type[Manager], Path] = {Velos: folder / "velos"}
        self.missing: dict[str, str] = {}
        for kind, find in ((Pm2, self.pm2), (Supervisor, self.supervisor), (Runit, self.runit), (S6, self.s6)):
            try:
                self.found[kind] = find()
            except (subprocess.CalledProcessError, OSError, LookupError) as error:
                self.missing[kind.name] = str(error)

    def generator(self) -> Generator:
        return generator(self.debian)

    def pm2(self) -> Path:
        folder = self.folder / "pm2"
        if not (folder / "node_modules" / "pm2").exists():
            folder.mkdir(parents=True, exist_ok=True)
            run("npm", "install", "--silent", "--no-audit", "--no-fund", f"pm2@{PM2_VERSION}", cwd=folder)
        return folder

    def supervisor(self) -> Path:
        folder = self.folder / "supervisor"
        if not (folder / "bin" / "supervisord").exists():
            run("python3", "-m", "venv", str(folder))
            # supervisor 4.2 asks for pkg_resources, which later versions of setuptools have left out
            run(str(folder / "bin" / "pip"), "install", "-q", f"supervisor=={SUPERVISOR_VERSION}", "setuptools<80")
        return folder

    def runit(self) -> Path:
        return self.debian("runsvdir", ["runit"])

    def s6(self) -> Path:
        """An unpacked s6-svscan looks for its s6-supervise in /usr/bin; it gets another path of the same length."""
        folder = self.debian("s6-svscan", ["s6", "execline", "libskarnet2.13", "libs6-2.11", "libexecline2.9"])
        if folder.is_relative_to(self.folder):
            program = folder / "usr" / "bin" / "s6-svscan"
            program.write_bytes(program.read_bytes().replace(b"/usr/bin/s6-supervise", RELATIVE_SUPERVISE))
        return folder

    def haproxy(self) -> Haproxy:
        packages = ["haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"]
        return Haproxy(self.debian("haproxy", packages, "sbin"))

    def debian(self, program: str, packages: list[str], place: str = "bin") -> Path:
        """What is installed, else the packages unpacked in a folder, without installing them."""
        installed = shutil.which(program)
        if installed:
            return Path(installed).parents[2]
        folder = self.folder / "debian"
        if not (folder / "usr" / place / program).exists():
            archives = self.folder / "debs"
            archives.mkdir(parents=True, exist_ok=True)
            run("apt-get", "download", *packages, cwd=archives)
            for archive in archives.glob("*.deb"):
                run("dpkg", "-x", str(archive), str(folder))
        return folder


def run(*command: str, cwd: Path | None = None) -> None:
    if shutil.which(command[0]) is None:
        raise LookupError(f"{command[0]} is not on PATH")
    print(f"  {' '.join(command)[:100]}", file=sys.stderr)
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
