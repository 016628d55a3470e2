# Takes 20 MB more every half second.
import time

eaten = []
while True:
    eaten.append(b"x" * 20_000_000)
    print(f"{len(eaten) * 20} MB", flush=True)
    time.sleep(0.5)
