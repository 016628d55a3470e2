#!/bin/sh
# Says hello once a second.
seconds=0
while :; do
    seconds=$((seconds + 1))
    echo "hello ${NAME:-world}, $seconds s"
    sleep 1
done
