"""Request and reply on a connection that stays open."""

import socket
import struct
import time

from bench import Bench, median
from report import Row

CALLS = 5000


def ping_frame(number: int) -> bytes:
    """{"id": number, "command": "ping"} as docs/protocol.md has it."""
    body = b"\x82\xa2id" + b"\xce" + struct.pack(">I", number) + b"\xa7command\xa4ping"
    return b"VL\x01\x01" + struct.pack(">I", len(body)) + body


def read_frame(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    while len(data) < 8 or len(data) < 8 + struct.unpack(">I", data[4:8])[0]:
        more = connection.recv(65536)
        if not more:
            raise ConnectionError("the daemon closed the connection")
        data += more
    return data


def wire(bench: Bench) -> list[Row]:
    for kind in bench.kinds(only_velos=True):
        with bench.manager(kind, []) as manager, socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(manager.home / "velos.sock"))
            times = []
            for number in range(1, CALLS + 1):
                frame = ping_frame(number)
                before = time.monotonic_ns()
                connection.sendall(frame)
                read_frame(connection)
                times.append((time.monotonic_ns() - before) / 1e3)
    row = Row("request and reply, open connection", "µs", {"velos": median(times)})
    row.at_most(100)
    return [row]
