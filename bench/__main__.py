"""The benchmarks; see run.sh."""

import datetime
import os
import platform
import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench import Bench  # noqa: E402
from measures import agents, analysis, balance, commands, idle, logs, many, reload, search, tokens, upkeep, wire  # noqa: E402
from report import Row, markdown, table  # noqa: E402

MEASURES = {
    "list": commands.list_ten,
    "start": commands.start_one,
    "hundred": many.hundred,
    "restart": commands.restart,
    "memory": idle.memory_rows,
    "idle": idle.idle,
    "logs": logs.one,
    "logs20": logs.twenty,
    "grep": search.grep,
    "positions": search.positions,
    "follow": search.follow,
    "analysis": analysis.analysis,
    "thousand": many.thousand,
    "reload": reload.reload,
    "handed": reload.handed,
    "balance": balance.balance,
    "wire": wire.wire,
    "unchanged": upkeep.unchanged,
    "watch": upkeep.watch,
    "probes": upkeep.probes,
    "tokens": tokens.tokens,
    "agents": agents.agents,
}
ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"


def chosen() -> list[str]:
    names = [name for name in os.environ.get("ONLY", "").split(",") if name] or list(MEASURES)
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        sys.exit(f"There is no measure {', '.join(unknown)}. ONLY takes some of: {','.join(MEASURES)}")
    return names


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cpu = platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":")[1].strip()
            break
    return f"{os.cpu_count()} × {cpu}, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}"


def record(rows: list[Row], missing: dict[str, str]) -> None:
    """Writes the table between the marks of docs/benchmarks.md, and leaves the rest of the page alone."""
    begin, end = "<!-- figures -->", "<!-- end of figures -->"
    lines = [f"{datetime.date.today()}, {machine()}.", "", markdown(rows)]
    if missing:
        lines += ["", "Not measured, as they could not be had: " + ", ".join(missing) + "."]
    text = DOCUMENT.read_text()
    before, _, rest = text.partition(begin)
    DOCUMENT.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + rest.partition(end)[2])
    print(f"written to {DOCUMENT.relative_to(ROOT)}")


def main() -> int:
    names = chosen()
    bench = Bench(ROOT / "build" / "bench")
    rows: list[Row] = []
    failed = []
    try:
        for name, reason in bench.tools.missing.items():
            print(f"{name} is missing and left out: {reason}")
        for name in names:
            try:
                found = MEASURES[name](bench)
            except Exception:  # one measure that fails must not cost the others
                traceback.print_exc()
                failed.append(name)
                continue
            print(f"\n{name}\n{table(found)}", flush=True)
            rows += found
    finally:
        bench.close()
    if os.environ.get("RECORD") and rows and not failed:
        record(rows, bench.tools.missing)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


sys.exit(main())
