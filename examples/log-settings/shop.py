"""Speaks a dialect that nothing knows by itself: codes for levels, order numbers, and every order twice."""

import sys
import time

ORDERS = 40

for order in range(1, ORDERS + 1):
    print(f"E2001 printer has no paper, kept ORD-a{order}", flush=True)
    print(f"W1{order:03d} packing ORD-a{order} took long", flush=True)
print("all orders are packed", flush=True)
for line in sys.stdin:
    print(f"E3001 {line.strip()}", flush=True)
while True:
    time.sleep(3600)
