"""Questions to logs: how quickly text is found beside GNU grep, how quickly a position is, and how soon a line is seen."""

import os
import shutil
import struct
import subprocess
import time
from pathlib import Path

from bench import Bench, median, milliseconds
from report import Row
from workload import Program

ROUNDS = 5
LINE_BYTES = 100
GREP_BYTES = int(os.environ.get("GREP_BYTES", 1_000_000_000))
LOG_BYTES = int(os.environ.get("LOG_BYTES", 10_000_000_000))
FILES = 10
PATTERNS = {
    "a literal": "ECONNREFUSED",
    "a regex": r"ECONN\w+ .*after 7[0-9]+",
    "a regex without a literal": r"[0-9]{4}ms after [A-F]",
    "(a+)+$": "(a+)+$",
}


def grep(bench: Bench) -> list[Row]:
    """Lines of a file that match, to /dev/null through a pipe; grep with -E, in a UTF-8 locale, round by round in turn."""
    file = bench.temporary / "search.log"
    write_lines(file, GREP_BYTES, 1_770_000_000)
    os.sync()  # else its first readers share the machine with the writing of it to the disk
    velos = velos_command(bench)
    rows = []
    for title, pattern in PATTERNS.items():
        commands = {
            "velos": [velos, "logs", "--file", str(file), "--grep", pattern],
            "grep": ["grep", "-E", pattern, str(file)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(piped_seconds(command, bench))
        row = Row(f"{title} in {GREP_BYTES / 1e9:g} GB", "s", {name: median(values) for name, values in times.items()})
        if title != "(a+)+$":
            row.ratio("grep", 2 if title == "a literal" else 1 / 0.3)
        rows.append(row)
    file.unlink()
    return rows


def positions(bench: Bench) -> list[Row]:
    """The end of a log, and what came in its last ten minutes, over ten rotated files with their time indexes."""
    home = bench.temporary / "positions"
    logs = home / "logs"
    logs.mkdir(parents=True)
    now = int(time.time())
    for number in reversed(range(FILES)):
        file = logs / ("big-out.log" if number == 0 else f"big-out.log.{number}")
        write_lines(file, LOG_BYTES // FILES, now, end_second=now - number * 86_400)
        write_index(file, now - number * 86_400)
    (logs / "big-err.log").touch()
    velos = velos_command(bench)
    rows = []
    for title, options in {
        "--lines 100": ["--lines", "100"],
        "--since 10m": ["--since", f"@{now - 600}"],
        "--since 10m, last 100": ["--since", f"@{now - 600}", "--lines", "100"],
    }.items():
        times = []
        for _ in range(3 * ROUNDS):
            command = [velos, "logs", "--file", str(logs / "big-out.log"), "--rotated", *options]
            times.append(piped_seconds(command, bench) * 1000)
        row = Row(f"{title} of {LOG_BYTES / 1e9:g} GB in {FILES} files", "ms", {"velos": median(times)})
        row.at_most(250)
        rows.append(row)
    shutil.rmtree(home)
    return rows


def follow(bench: Bench) -> list[Row]:
    """From a program's write to the end of a pipe behind `logs --follow`."""
    for kind in bench.kinds(only_velos=True):
        script = bench.temporary / "clock.py"
        script.write_text("import time\nwhile True:\n    print(time.monotonic_ns(), flush=True)\n    time.sleep(0.02)\n")
        program = Program("clock", (shutil.which("python3") or "python3", str(script)), bench.temporary / "clock.marks")
        with bench.manager(kind, [program]) as manager:
            manager.call(manager.start_all_command())
            command = [manager.velos, "logs", "clock", "--out", "--follow", "--lines", "0"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, env=manager.environment) as following:
                times = []
                for _ in range(300):
                    written = int(following.stdout.readline())
                    times.append(milliseconds(time.monotonic_ns() - written))
                following.kill()
    row = Row("from a program's write to logs --follow", "ms", {"velos": median(times[50:])})
    row.at_most(10)
    return [row]


def velos_command(bench: Bench) -> str:
    kind = bench.kinds(only_velos=True)[0]
    return str(bench.tools.found[kind] / "bin" / "velos")


def piped_seconds(command: list[str], bench: Bench) -> float:
    """Through a pipe, because grep stops at the first match where it writes to /dev/null."""
    environment = {**os.environ, "VELOS_HOME": str(bench.temporary / "none"), "LC_ALL": "C.UTF-8"}
    before = time.monotonic_ns()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as running:
        subprocess.run(["cat"], stdin=running.stdout, stdout=subprocess.DEVNULL, check=True)
    return (time.monotonic_ns() - before) / 1e9


def write_lines(file: Path, size: int, end: int, *, end_second: int | None = None) -> None:
    """Lines of a service, each of a hundred bytes; one in a hundred is of a refused connection."""
    last = end if end_second is None else end_second
    kinds = [f"GET /api/v1/users/{n % 977} 200 {n * 7 % 9973}ms" for n in range(99)]
    kinds.append("ECONNREFUSED 127.0.0.1:5432 after 77 tries")
    block = []
    for n in range(20_000):
        stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(last))
        text = f"{stamp}.{n % 1000:03d} [INFO] [worker-{n % 16}] com.example.Service - {kinds[n % 100]}"
        block.append(text.ljust(LINE_BYTES - 1) + "\n")
    data = "".join(block).encode()
    with open(file, "wb") as out:
        for _ in range(max(1, size // len(data))):
            out.write(data)


def write_index(file: Path, end: int) -> None:
    """An entry for each 64 KiB, evenly over a day."""
    size = file.stat().st_size
    step = 64 << 10
    begin = (end - 86_400) * 1_000_000
    entries = [struct.pack(">qq", at, begin + int(86_400e6 * at / size)) for at in range(0, size, step)]
    file.with_name(file.name + ".idx").write_bytes(b"".join(entries))
