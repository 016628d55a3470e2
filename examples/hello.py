"""Says hello once a second."""

import itertools
import os
import time

name = os.environ.get("NAME", "world")
for seconds in itertools.count(1):
    print(f"hello {name}, {seconds} s", flush=True)
    time.sleep(1)
