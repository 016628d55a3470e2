"""What an AI agent waits for and pays, by `velos mcp-server`: time, tokens, memory."""

import json
import subprocess
import time

from bench import Bench, median
from managers.base import Manager
from measures.tokens import PROCESSES, said
from processes import memory
from report import Row
from tokens import TokenCounter

ROUNDS = 7
CALLS = 10_000
WARM_CALLS = 1_000


class Session:
    """A server on its standard input, initialized; owned by one measure."""

    def __init__(self, manager: Manager):
        began = time.monotonic()
        self.server = subprocess.Popen(
            [manager.velos, "mcp-server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=manager.environment, text=True,
        )
        self.number = 0
        self.ask("initialize", {"protocolVersion": "2025-11-25", "capabilities": {},
                                "clientInfo": {"name": "bench", "version": "1"}})
        self.ready_seconds = time.monotonic() - began
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message: dict) -> None:
        self.server.stdin.write(json.dumps(message) + "\n")
        self.server.stdin.flush()

    def ask(self, method: str, params: dict) -> dict:
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            answer = json.loads(self.server.stdout.readline())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def call(self, tool: str, **arguments) -> dict:
        result = self.ask("tools/call", {"name": tool, "arguments": arguments})
        if result.get("isError"):
            raise RuntimeError(f"{tool}: {text(result)}")
        return result

    def close(self) -> None:
        self.server.stdin.close()
        self.server.wait(10)


def text(result: dict) -> str:
    return "\n".join(part["text"] for part in result["content"] if part["type"] == "text")


def agents(bench: Bench) -> list[Row]:
    for kind in bench.kinds(only_velos=True):
        with bench.running(kind, PROCESSES) as manager:
            return [*waits(manager), *memory_rows(manager), *tokens(manager)]
    return []


def waits(manager: Manager) -> list[Row]:
    """How long an agent waits for the server, and for a call, beside the command that does the same."""
    ready, calls, commands = [], [], []
    for _ in range(ROUNDS):
        session = Session(manager)
        ready.append(session.ready_seconds)
        session.call("process_list")
        began = time.monotonic()
        session.call("process_list")
        calls.append((time.monotonic() - began) * 1e3)
        session.close()
        began = time.monotonic()
        said(manager.list_command(), manager.environment)
        commands.append((time.monotonic() - began) * 1e3)
    rows = [
        Row("mcp-server, until initialize is answered", "s", {"velos": median(ready)}),
        Row(f"process_list of {PROCESSES}, second call", "ms", {"velos": median(calls), "velos list": median(commands)}),
    ]
    rows[0].at_most(0.6)
    rows[1].at_most(round(median(commands) + 5))
    return rows


def memory_rows(manager: Manager) -> list[Row]:
    session = Session(manager)
    for _ in range(WARM_CALLS):
        session.call("process_list")
    before = memory([session.server.pid]).rss
    for _ in range(CALLS - WARM_CALLS):
        session.call("process_list")
    grown = max(0, memory([session.server.pid]).rss - before)
    session.close()
    row = Row(f"RSS of mcp-server, from call {WARM_CALLS:,} to {CALLS:,}", "MiB", {"velos": grown / 1024})
    row.at_most(4)
    return [row]


def tokens(manager: Manager) -> list[Row]:
    """Of what an agent reads: the tools, the processes, and why one crashes again and again."""
    crashing = ["sh", "--name", "crash", "--interpreter", "none", "--", "-c", "echo ERROR no database >&2; sleep 0.1; exit 3"]
    subprocess.run([manager.velos, "start", *crashing], env=manager.environment, capture_output=True)
    session = Session(manager)
    tools = json.dumps(session.ask("tools/list", {})["tools"], separators=(",", ":"))
    session.call("process_wait", name="crash", until="exit", timeout_s=10)
    answers = [
        tools,
        text(session.call("process_list")),
        text(session.call("log_summary", name="crash")) + text(session.call("process_info", name="crash")),
    ]
    session.close()
    titles = ("the tools of mcp-server", f"process_list of {PROCESSES + 1}", "log_summary and process_info of a crash loop")
    rows = [Row(title, "tokens", {"velos": count}) for title, count in zip(titles, TokenCounter().counts(answers))]
    for row, limit in zip(rows, (2500, 450, 700)):
        row.at_most(limit)
    return rows
