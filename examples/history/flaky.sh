#!/bin/sh
# Works for two seconds, then fails.
echo "life $$ begins"
sleep 2
echo "out of luck" >&2
exit 7
