"""Asks an HTTP server over several connections until SIGINT; what became of it is said as one line of JSON.

For machines that have no wrk. Arguments: URL, whether connections are kept (True, False), how many, seconds at most.
"""

import asyncio
import collections
import json
import signal
import sys
import time
from urllib.parse import urlsplit

ANSWER_SECONDS = 15


class Client:
    def __init__(self, host: str, port: int, kept: bool):
        self.host, self.port, self.kept = host, port, kept
        header = f"GET / HTTP/1.1\r\nHost: {host}\r\n" + ("" if kept else "Connection: close\r\n") + "\r\n"
        self.request = header.encode()
        self.latencies: list[float] = []
        self.failures: collections.Counter[str] = collections.Counter()
        self.stream = None

    async def run(self) -> None:
        while True:
            began = time.monotonic()
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self.ask()
                self.latencies.append(time.monotonic() - began)
            except (OSError, EOFError, ValueError) as error:  # TimeoutError is an OSError
                self.failures[type(error).__name__] += 1
                self.hang_up()

    async def ask(self) -> None:
        if self.stream is None:
            self.stream = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.stream
        writer.write(self.request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if " 200 " not in head.split("\r\n")[0]:
            raise ValueError(head.split("\r\n")[0])
        fields = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
        await reader.readexactly(int(fields["content-length"]))
        if not self.kept or fields.get("connection") == "close":
            self.hang_up()

    def hang_up(self) -> None:
        if self.stream is not None:
            self.stream[1].close()
        self.stream = None


async def main(url: str, kept: str, connections: str, seconds: str) -> None:
    place = urlsplit(url)
    clients = [Client(place.hostname, place.port, kept == "True") for _ in range(int(connections))]
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, over.set)
    began = time.monotonic()
    tasks = [asyncio.create_task(client.run()) for client in clients]
    try:
        await asyncio.wait_for(over.wait(), float(seconds))
    except TimeoutError:
        pass
    for task in tasks:
        task.cancel()
    latencies = sorted(latency for client in clients for latency in client.latencies) or [0.0]
    failures = sum((client.failures for client in clients), collections.Counter())
    print(json.dumps({
        "requests": sum(len(client.latencies) for client in clients),
        "seconds": time.monotonic() - began,
        "p50_ms": latencies[len(latencies) // 2] * 1e3,
        "p99_ms": latencies[len(latencies) * 99 // 100] * 1e3,
        "failures": failures,
    }))


asyncio.run(main(*sys.argv[1:]))
