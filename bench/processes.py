"""What the kernel says of processes."""

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Memory:
    """In KiB."""

    rss: int
    pss: int
    private_dirty: int


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            found += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
    except OSError:
        pass
    return found


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    return [pid] + [member for child in children(pid) for member in family(child)]


def words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def cpu_ns(pids: list[int]) -> int:
    """Processor time of processes, user and system."""
    total = 0
    for pid in pids:
        try:
            total += time.clock_gettime_ns(~pid << 3 | 2)  # clock_getcpuclockid(3)
        except OSError:
            pass
    return total


def lines(path: str) -> list[str]:
    """Of a file of a process that may have ended since it was found."""
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def memory(pids: list[int]) -> Memory:
    sums = {"Rss": 0, "Pss": 0, "Private_Dirty": 0}
    for pid in pids:
        for line in lines(f"/proc/{pid}/smaps_rollup")[1:]:
            key, value = line.split(":")
            if key in sums:
                sums[key] += int(value.split()[0])
    return Memory(sums["Rss"], sums["Pss"], sums["Private_Dirty"])


def reset_peak(pids: list[int]) -> None:
    for pid in filter(alive, pids):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_rss(pids: list[int]) -> int:
    """The most RSS since reset_peak, in KiB, summed."""
    total = 0
    for pid in pids:
        for line in lines(f"/proc/{pid}/status"):
            if line.startswith("VmHWM"):
                total += int(line.split()[1])
    return total
