"""Writes what services write: progress, warnings, and now and then an exception with its trace."""

import itertools
import logging
import random
import sys
import time

logging.basicConfig(
    stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s [%(name)s] %(message)s")
log = logging.getLogger("orders")

for number in itertools.count(1):
    try:
        if random.random() < 0.1:
            raise ConnectionRefusedError(f"ECONNREFUSED 10.0.0.{random.randrange(9)}:5432")
        log.info("order %d done in %d ms", number, random.randrange(200))
    except ConnectionRefusedError:
        log.exception("order %d failed", number)
    time.sleep(0.2)
