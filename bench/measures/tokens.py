"""What answers cost a language model, in tokens of o200k."""

import subprocess

from bench import Bench
from report import Row
from tokens import TokenCounter

PROCESSES = 20


def tokens(bench: Bench) -> list[Row]:
    counter = TokenCounter()
    return [*command_rows(bench, counter)]


def command_rows(bench: Bench, counter: TokenCounter) -> list[Row]:
    """`list` of twenty processes in its forms."""
    forms = {"velos": "--ai", "--json": "--json"}
    for kind in bench.kinds(only_velos=True):
        with bench.running(kind, PROCESSES) as manager:
            texts = [said([*manager.list_command(), form], manager.environment) for form in forms.values()]
    row = Row(f"list --ai, {PROCESSES} processes", "tokens", dict(zip(forms, counter.counts(texts))))
    row.ratio("--json", 0.2)
    return [row]


def said(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
