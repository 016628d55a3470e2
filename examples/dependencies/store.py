# Takes a moment before it answers.
import signal
import socket
import sys
import time

signal.signal(signal.SIGTERM, lambda *_: sys.exit(print("the store ends", flush=True)))
time.sleep(0.5)
with socket.create_server(("127.0.0.1", 47611)) as server:
    print("the store is open", flush=True)
    while True:
        server.accept()[0].close()
