#!/bin/sh
# Fetches the clients of package-lock.json, once for each state of it, into a folder of the user's cache, and prints that
# folder and the Node to run them with, a line each. Where that cannot be, says why on standard error and ends with 1.
set -eu

cd "$(dirname "$0")"
least=22.19.0 # what the inspector needs

fail() {
    echo "$1" >&2
    exit 1
}

command -v npm >/dev/null || fail "npm is not there"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/velos-test-clients/$(cksum <package-lock.json | tr ' ' -)
if [ ! -f "$cache/fetched" ]; then
    new=$cache.$$
    trap 'rm -rf "$new"' EXIT
    mkdir -p "$new"
    cp package.json package-lock.json "$new"
    (cd "$new" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) ||
        fail "npm cannot fetch the clients: $(tail -n 1 "$new/npm.log")"
    : >"$new/fetched"
    mv "$new" "$cache" 2>/dev/null || [ -f "$cache/fetched" ] # another one was quicker
fi
for node in "$(command -v node)" "$cache"/node_modules/node-*/bin/node; do
    [ -x "$node" ] || continue
    version=$("$node" -p process.versions.node) || continue
    [ "$(printf '%s\n' "$least" "$version" | sort -V | head -n 1)" = "$least" ] || continue
    echo "$cache"
    echo "$node"
    exit 0
done
fail "no Node of version $least or later is there"
