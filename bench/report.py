"""Rows of figures, as a table for the terminal and for docs/benchmarks.md."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """Velos's figure, or its ratio to another's, and what it should be at most, or at least."""

    text: str
    value: float
    limit: float
    is_least: bool = False

    def __str__(self) -> str:
        reached = self.value >= self.limit if self.is_least else self.value <= self.limit
        word = "least" if self.is_least else "most"
        return f"{self.text} {self.value:.3g} (at {word} {self.limit:g}{'' if reached else ': MISSED'})"


@dataclass
class Row:
    title: str
    unit: str
    figures: dict[str, float] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def ratio(self, other: str, limit: float) -> None:
        """Asks for Velos's ratio to another column, where that was measured."""
        if self.figures.get(other):
            self.checks.append(Check(f"× {other}", self.figures["velos"] / self.figures[other], limit))

    def at_most(self, limit: float) -> None:
        self.checks.append(Check("velos", self.figures["velos"], limit))

    def at_least(self, text: str, value: float, limit: float) -> None:
        self.checks.append(Check(text, value, limit, is_least=True))


FIRST = ["velos", "pm2", "supervisor", "runit", "s6"]


def columns(rows: list[Row]) -> list[str]:
    names = {name for row in rows for name in row.figures}
    return [name for name in FIRST if name in names] + sorted(names - set(FIRST))


def cells(row: Row, names: list[str]) -> list[str]:
    title = f"{row.title} ({row.unit})" if row.unit else row.title
    return [title, *(number(row.figures[name]) if name in row.figures else "" for name in names)]


def number(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: list[Row]) -> str:
    names = columns(rows)
    lines = [["", *names], *(cells(row, names) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names) + 1)]
    text = "\n".join("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                               for i, (cell, width) in enumerate(zip(line, widths))) for line in lines)
    checks = [f"  {row.title}: {check}" for row in rows for check in row.checks]
    return text + ("\n" + "\n".join(checks) if checks else "")


def markdown(rows: list[Row]) -> str:
    names = columns(rows)
    lines = [line(["", *names, "Velos against the goal"]), "|---|" + "---:|" * len(names) + "---|"]
    for row in rows:
        checks = "; ".join(map(str, row.checks))
        lines.append(line([*cells(row, names), checks]))
    return "\n".join(lines)


def line(texts: list[str]) -> str:
    """A row of a table; a bar within a cell would end it."""
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"
