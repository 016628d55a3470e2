"""What looking after processes costs: an unchanged file, a burst of changes, probes. Velos alone."""

import http.server
import json
import threading
import time

from bench import Bench, median
from managers.base import Manager
from processes import cpu_ns
from report import Row
from workload import await_that

ROUNDS = 5
CHANGES = 10_000
PROBED = 100
PROBE_SECONDS = 20


def unchanged(bench: Bench) -> list[Row]:
    """`velos start` once more, on a file of which nothing has changed."""
    for kind in bench.kinds(only_velos=True):
        with bench.manager(kind, bench.idle_programs(100)) as manager:
            manager.call(manager.start_all_command())
            times = [seconds(manager) for _ in range(ROUNDS)]
    row = Row("start of 100 processes of which none has changed, whole command", "s", {"velos": median(times)})
    row.at_most(0.4)
    return [row]


def seconds(manager: Manager) -> float:
    before, after = manager.call(manager.start_all_command())
    return (after - before) / 1e9


def watch(bench: Bench) -> list[Row]:
    """A burst of changes in a watched folder: one restart, and what the daemon spends on it."""
    for kind in bench.kinds(only_velos=True):
        programs = bench.idle_programs(1)
        with bench.manager(kind, programs) as manager:
            folder = manager.home / "watched"
            folder.mkdir()
            add(manager, f"watch = true\nwatch_paths = [{json.dumps(str(folder))}]\nwatch_delay = \"1s\"\n")
            manager.call(manager.start_all_command())
            programs[0].await_run()
            time.sleep(2)
            spent = cpu_ns(manager.pids())
            for number in range(CHANGES):
                (folder / f"f{number % 200}").write_text(str(number))
            programs[0].await_run(2)
            time.sleep(3)
            spent = (cpu_ns(manager.pids()) - spent) / 1e9
            restarts = len(programs[0].runs()) - 1
    rows = [
        Row(f"restarts after {CHANGES:,} changes of watched files", "", {"velos": restarts}),
        Row("the same, processor time of the daemon", "s", {"velos": spent}),
    ]
    rows[0].at_most(1)
    rows[1].at_most(0.3)
    return rows


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.asked += 1

    def log_message(self, *_) -> None:
        pass


def probes(bench: Bench) -> list[Row]:
    """A hundred processes, each asked by HTTP every second."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.asked = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for kind in bench.kinds(only_velos=True):
            with bench.manager(kind, bench.idle_programs(PROBED)) as manager:
                url = f"http://127.0.0.1:{server.server_port}/"
                add(manager, f"health.http = \"{url}\"\nhealth.interval = \"1s\"\n")
                manager.call(manager.start_all_command())
                await_that(lambda: server.asked > 2 * PROBED, "two probes of each")
                spent, asked = cpu_ns(manager.pids()), server.asked
                time.sleep(PROBE_SECONDS)
                spent, asked = cpu_ns(manager.pids()) - spent, server.asked - asked
    finally:
        server.shutdown()
        server.server_close()
    rows = [
        Row(f"{PROBED} processes with an HTTP probe a second, of a processor", "%",
            {"velos": spent / 1e9 / PROBE_SECONDS * 100}),
        Row("the same, probes a second", "", {"velos": asked / PROBE_SECONDS}),
    ]
    rows[0].at_most(3)
    return rows


def add(manager: Manager, keys: str) -> None:
    """Puts keys into the table of every process."""
    text = manager.config.read_text()
    manager.config.write_text(text.replace("interpreter = ", keys + "interpreter = "))
