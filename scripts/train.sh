#!/bin/sh
# Trains the AOT caches of the release in folder $1: a daemon and the commands run once in a home of their own, and
# each writes what it loaded when it ends.
set -eu

release=$1
work=$(mktemp -d)
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null; rm -rf "$work"' EXIT
export VELOS_HOME="$work/home"
unset VELOS_BACKEND

cat >"$work/tick.sh" <<'TICK'
while :; do
    echo "tick"
    echo "tock" >&2
    sleep 0.05
done
TICK
echo 'echo gone >&2; exit 3' >"$work/fail.sh"
cat >"$work/velos.toml" <<TOML
[process.a]
script = "$work/tick.sh"
args = ["x"]
[process.a.env]
GREETING = "hello"
TOML

VELOS_JAVA_OPTS="-XX:AOTCacheOutput=$work/daemon.aot" "$release/bin/velos" daemon run >"$work/daemon.out" 2>&1 &
daemon=$!
until [ -S "$VELOS_HOME/velos.sock" ]; do
    kill -0 "$daemon" 2>/dev/null || { cat "$work/daemon.out" >&2; exit 1; }
    sleep 0.05
done

# Several times over, so that what is loaded late is loaded too.
for round in 1 2 3; do
    cat <<COMMANDS
version
ping
start	$work/tick.sh	--name	tick
start	--config	$work/velos.toml
start	--config	$work/velos.toml
start	--config	$work/velos.toml	--dry-run
validate	--config	$work/velos.toml
env	tick
start	$work/fail.sh	--name	fail
list
list	--json
info	tick
info	tick	--json
logs	tick
logs	tick	--lines	5	--timestamps
restart	tick
stop	tick
flush	all
stop	nothing
list	--nonsense
completion	bash
completion	names
help
help	start
daemon	status
delete	all
COMMANDS
done >"$work/commands"
echo kill >>"$work/commands"

VELOS_JAVA_OPTS="-XX:AOTCacheOutput=$work/cli.aot" "$release/bin/velos" --rehearse <"$work/commands" >"$work/cli.out" 2>&1
wait "$daemon" || { cat "$work/daemon.out" >&2; exit 1; }
daemon=
mkdir -p "$release/aot"
mv "$work/daemon.aot" "$work/cli.aot" "$release/aot"
