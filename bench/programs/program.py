"""program.c for machines without a C compiler."""

import os
import signal
import sys
import time

LINES = 655


def produce(lines: int) -> None:
    for first in range(0, lines, LINES):
        block = b"".join(b"%010d%s\n" % (n, b"x" * 89) for n in range(first, min(first + LINES, lines)))
        while block:
            block = block[os.write(1, block):]


with open(sys.argv[2], "a", encoding="ascii") as file:
    file.write(f"{os.getpid()} {time.monotonic_ns()}\n")
if sys.argv[1] == "mark":
    while True:
        signal.pause()
os.close(os.open(sys.argv[3], os.O_RDONLY))
produce(int(sys.argv[4]) // 100)
