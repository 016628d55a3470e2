"""Measures what each tool of the MCP server costs a language model, and writes it into docs/agents.md; see `make docs`."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tokens import TokenCounter

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "agents.md"
BEGIN, END = "<!-- costs -->\n", "<!-- end of costs -->"
PROCESSES = 20
CALLS = {
    "process_list": {},
    "process_info": {"name": "service-1"},
    "process_wait": {"name": "service-1", "until": "ready"},
    "process_restart": {"name": "service-1"},
    "health_check": {},
    "metrics_snapshot": {},
    "log_read": {"name": "service-2"},
    "log_search": {"name": "service-2", "pattern": "refused"},
    "log_summary": {"name": "service-2"},
    "log_patterns": {"name": "service-2"},
    "config_get": {"name": "service-1"},
}


class Agent:
    """A client of the server over its standard input and output."""

    def __init__(self, velos: str, environment: dict[str, str], folder: str):
        self.server = subprocess.Popen(
            [velos, "mcp-server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=folder, text=True
        )
        self.last = 0
        client = {"name": "costs", "version": "1"}
        self.ask("initialize", {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client})

    def ask(self, method: str, params: dict) -> dict:
        self.last += 1
        request = {"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}
        self.server.stdin.write(json.dumps(request) + "\n")
        self.server.stdin.flush()
        while True:
            answer = json.loads(self.server.stdout.readline())
            if answer.get("id") == self.last:
                return answer["result"]

    def close(self) -> None:
        self.server.stdin.close()
        self.server.wait()


def main() -> None:
    velos = str(ROOT / "build" / "dist" / "bin" / "velos")
    counter = TokenCounter()
    with tempfile.TemporaryDirectory(prefix="vc") as folder:
        environment = {**os.environ, "VELOS_HOME": f"{folder}/h"}
        Path(folder, "service.sh").write_text(
            "for i in $(seq 500); do echo \"INFO request $i served\"; done\n"
            "echo 'ERROR connection refused by 10.0.0.7:5432' >&2\nsleep 1000\n"
        )
        Path(folder, "velos.toml").write_text(
            "".join(f'[process.service-{n}]\nscript = "service.sh"\n' for n in range(PROCESSES))
        )
        subprocess.run([velos, "start"], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        agent = Agent(velos, environment, folder)
        try:
            write(rows(agent, counter))
        finally:
            agent.close()
            subprocess.run([velos, "kill"], env=environment, check=True, stdout=subprocess.DEVNULL)


def rows(agent: Agent, counter: TokenCounter) -> list[str]:
    tools = agent.ask("tools/list", {})["tools"]
    listed = counter.counts([compact(tool) for tool in tools])
    replies = {name: agent.ask("tools/call", {"name": name, "arguments": given}) for name, given in CALLS.items()}
    texts = counter.counts(["".join(part["text"] for part in reply["content"]) for reply in replies.values()])
    cost = dict(zip(replies, texts))
    lines = [f"| `{tool['name']}` | {tokens} | {cost.get(tool['name'], '')} |" for tool, tokens in zip(tools, listed)]
    return [*lines, f"| all | {sum(listed)} | |"]


def compact(value: dict) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def write(lines: list[str]) -> None:
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    head = "| tool | its entry in the list | the text of its reply |\n|---|---:|---:|\n"
    PAGE.write_text(before + BEGIN + head + "\n".join(lines) + "\n" + END + rest.partition(END)[2])


if __name__ == "__main__":
    main()
