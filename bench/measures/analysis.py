"""What a log tells as a whole: how right it is, how quickly, in how much memory, and in how many tokens."""

import csv
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from bench import Bench, median
from measures.search import GREP_BYTES, LINE_BYTES, velos_command, write_lines
from report import Row
from tokens import TokenCounter

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = os.environ.get("LOGHUB")
ROUNDS = 3
LEVELS = {
    "warning": "warn", "notice": "info", "information": "info", "severe": "error", "critical": "fatal", "failure": "error",
    "d": "debug", "i": "info", "w": "warn", "e": "error", "v": "trace", "f": "fatal", "verbose": "trace",
}


def analysis(bench: Bench) -> list[Row]:
    return [*accuracy(bench), *anomalies(), *summary_tokens(bench), *speed(bench)]


def accuracy(bench: Bench) -> list[Row]:
    """Grouping, F1 of groups and levels, the mean over the samples of Loghub 2k that are there."""
    truths = sorted(Path(SAMPLES).glob("*_2k.truth.csv")) if SAMPLES else []
    if not truths:
        print(f"accuracy is left out: LOGHUB names no folder with *_2k.log and *_2k.truth.csv", file=sys.stderr)
        return []
    scores = []
    for truth in truths:
        log = truth.with_name(truth.name.replace(".truth.csv", ".log"))
        scores.append(score(said(bench, "--file", str(log), "--templates", "--json"), truth))
    rows = []
    for title, index, least in (("GA", 0, 0.85), ("FGA", 1, 0.75), ("level accuracy", 2, 0.99)):
        values = [one[index] for one in scores if one[index] is not None]
        row = Row(f"{title}, mean of {len(values)} Loghub samples", "", {"velos": sum(values) / len(values)})
        row.at_least("velos", row.figures["velos"], least)
        rows.append(row)
    return rows


def score(answer: str, truth_file: Path) -> tuple[float, float, float | None]:
    """GA, FGA (Jiang et al., ISSTA 2024), and the share of lines with the right level where the truth has levels."""
    with open(truth_file, newline="", encoding="utf-8", errors="replace") as file:
        truth = list(csv.DictReader(file))
    got = [json.loads(line) for line in answer.splitlines()]
    want = groups([row["EventId"] for row in truth])
    have = groups([row["id"] for row in got])
    right = want & have
    accuracy_of_groups = sum(map(len, right)) / len(truth)
    f1 = 2 * len(right) / (len(have) + len(want))
    pairs = [(level(row.get("Level")), one["level"]) for row, one in zip(truth, got) if level(row.get("Level"))]
    return accuracy_of_groups, f1, sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def level(word: str | None) -> str:
    known = LEVELS.get((word or "").strip().lower(), (word or "").strip().lower())
    return known if known in ("trace", "debug", "info", "warn", "error", "fatal") else ""


def groups(labels: list[str]) -> set[tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        found.setdefault(label, []).append(index)
    return {tuple(lines) for lines in found.values()}


def anomalies() -> list[Row]:
    """The seeded streams of the test suite, which prints its figures."""
    command = ["sh", "scripts/mvn.sh", "-q", "-B", "-pl", "velos-log-engine", "-am", "test",
               "-Dtest=AnomalySuiteTest", "-Dsurefire.failIfNoSpecifiedTests=false"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    report = next((ROOT / "velos-log-engine" / "target" / "surefire-reports").glob("TEST-*AnomalySuiteTest.xml"))
    found = re.search(r"precision ([0-9.]+), recall ([0-9.]+); mean \+ 3 sigma: precision ([0-9.]+), recall ([0-9.]+)",
                      report.read_text())
    rows = []
    for title, index in (("precision", 1), ("recall", 2)):
        row = Row(f"anomalies in 200 streams, {title}", "",
                  {"velos": float(found[index]), "mean + 3σ": float(found[index + 2])})
        row.at_least("velos", row.figures["velos"], 0.9)
        rows.append(row)
    return rows


def summary_tokens(bench: Bench) -> list[Row]:
    """An hour of 50,000 lines, with a burst of errors in it."""
    file = bench.temporary / "hour.log"
    with open(file, "w", encoding="utf-8") as out:
        for n in range(50_000):
            second = n * 3600 // 50_000
            stamp = f"2026-02-12 10:{second // 60:02d}:{second % 60:02d}.{n % 1000:03d}"
            if 40 <= second // 60 < 43 and n % 10 == 0:
                out.write(f"{stamp} [ERROR] [worker-{n % 16}] com.example.Db - Connection to 10.0.0.{n % 250} refused\n")
            else:
                out.write(f"{stamp} [INFO] [worker-{n % 16}] com.example.Web - GET /api/v1/users/{n % 977} 200 {n % 99}ms\n")
    row = Row("summary --ai of an hour, 50,000 lines", "tokens",
              {"velos": TokenCounter().count(said(bench, "--file", str(file), "--summary", "--ai"))})
    row.at_most(250)
    return [row]


def speed(bench: Bench) -> list[Row]:
    """Whole commands on a large file, a hundred bytes a line."""
    file = bench.temporary / "analysis.log"
    write_lines(file, GREP_BYTES, 1_770_000_000)
    lines = file.stat().st_size / LINE_BYTES
    rows = []
    for option in ("--patterns", "--summary", "--dedupe", "--templates"):
        runs = [timed(bench, str(file), option) for _ in range(ROUNDS)]
        fast = Row(f"{option} of {lines / 1e6:.0f} million lines, lines/s", "", {"velos": lines / median([r[0] for r in runs])})
        fast.at_least("velos", fast.figures["velos"], 700_000)
        small = Row("the same, most RSS", "MiB", {"velos": max(r[1] for r in runs)})
        small.at_most(250)
        rows += [fast, small]
    file.unlink()
    return rows


def timed(bench: Bench, file: str, option: str) -> tuple[float, float]:
    """Seconds, and the MiB of its largest moment."""
    before = time.monotonic()
    running = subprocess.Popen([velos_command(bench), "logs", "--file", file, option], env=environment(bench),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.monotonic() - before
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise RuntimeError(f"logs {option} ended with {running.returncode}")
    return seconds, used.ru_maxrss / 1024


def said(bench: Bench, *options: str) -> str:
    command = [velos_command(bench), "logs", *options]
    return subprocess.run(command, env=environment(bench), check=True, capture_output=True, text=True).stdout


def environment(bench: Bench) -> dict[str, str]:
    return {**os.environ, "VELOS_HOME": str(bench.temporary / "none"), "LC_ALL": "C.UTF-8"}
