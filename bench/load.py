"""Asks an HTTP server as fast as it answers, and says what became of the requests."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from workload import SOURCES

CONNECTIONS = 32
ANSWER_SECONDS = 15
LONGEST_SECONDS = 3600


@dataclass(frozen=True)
class Load:
    """What became of the requests; failures by what went wrong."""

    requests: int
    seconds: float
    failures: dict[str, int]
    p50_ms: float
    p99_ms: float

    @property
    def failed(self) -> int:
        return sum(self.failures.values())

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


class Running:
    """A generator at work. Owned by who began it, who ends it by stop or await_end."""

    def __init__(self, command: list[str], environment: dict[str, str]):
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def stop(self) -> Load:
        self.process.send_signal(signal.SIGINT)
        return self.await_end()

    def await_end(self) -> Load:
        output, _ = self.process.communicate()
        found = next((line for line in output.splitlines() if line.startswith("{")), None)
        if found is None:
            raise RuntimeError(f"the load generator ended with {self.process.returncode} and said: {output[-500:]}")
        return Load(**json.loads(found))


class Generator:
    """wrk, or programs/load.py where that cannot be had."""

    def __init__(self, root: Path | None):
        """root is the folder that has usr/bin/wrk; None for the generator in Python, which asks less than a tenth."""
        self.root = root
        self.name = "wrk" if root else "load.py"
        self.environment = dict(os.environ)
        if root:
            libraries = [str(library.parent) for library in root.glob("usr/lib/*/libluajit-5.1.so.2")]
            self.environment["LD_LIBRARY_PATH"] = os.pathsep.join(libraries)

    def begin(self, port: int, *, kept: bool = True, connections: int = CONNECTIONS, seconds: int = LONGEST_SECONDS) -> Running:
        """Connections are kept for many requests, or are of one request each."""
        return Running(self.command(port, kept, connections, seconds), self.environment)

    def run(self, port: int, seconds: int, *, kept: bool = True, connections: int = CONNECTIONS) -> Load:
        return self.begin(port, kept=kept, connections=connections, seconds=seconds).await_end()

    def command(self, port: int, kept: bool, connections: int, seconds: int) -> list[str]:
        url = f"http://127.0.0.1:{port}/"
        if not self.root:
            return [sys.executable, "-B", str(SOURCES / "load.py"), url, str(kept), str(connections), str(seconds)]
        close = [] if kept else ["-H", "Connection: close"]
        return [
            str(self.root / "usr" / "bin" / "wrk"),
            *("-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", f"{ANSWER_SECONDS}s"),
            *("-s", str(SOURCES / "load.lua"), *close, url),
        ]


def generator(debian) -> Generator:
    """debian finds a program, or unpacks it from packages: Tools.debian."""
    try:
        return Generator(debian("wrk", ["wrk", "libluajit-5.1-2", "libluajit-5.1-common"]))
    except (subprocess.CalledProcessError, OSError, LookupError):
        return Generator(None)
