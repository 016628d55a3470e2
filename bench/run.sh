#!/bin/sh
# Measures Velos, installed into build/bench/velos, beside other process managers, which go into build/bench, too.
# ONLY=list,start measures only those; RECORD=1 writes docs/benchmarks.md.
set -eu

cd "$(dirname "$0")/.."
command -v python3 >/dev/null || {
    echo "velos: the benchmarks need Python 3, which is not on PATH." >&2
    exit 1
}
PREFIX=build/bench/velos DESTDIR='' sh scripts/install.sh >/dev/null
exec python3 -B bench
