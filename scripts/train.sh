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
cwd = "$work"
namespace = "a"
autostart = true
stop_signal = "SIGTERM"
kill_timeout = "2s"
restart = "always"
max_restarts = 20
min_uptime = "2s"
restart_delay = "1ms"
[process.a.log]
max_size = "1M"
max_files = 3
[process.a.env]
GREETING = "hello"
[process.b]
script = "/bin/sleep"
args = ["1000"]
interpreter = "none"
instances = 12
TOML
# Keys that are in use everywhere, in a file that is only looked at.
cat >"$work/keys.toml" <<TOML
[process.db]
script = "$work/tick.sh"
interpreter = "sh"
interpreter_args = ["-e"]
env_inherit = ["PATH"]
ready.tcp = "127.0.0.1:5432"
ready_timeout = "10s"
health.exec = "true"
health.interval = "30s"
[process.web]
script = "$work/tick.sh"
instances = 2
listen = 3000
balance = "least-connections"
health.http = "/health"
health.retries = 2
health.start_period = "5s"
max_memory = "200M"
nice = 5
umask = "022"
stop_exit_codes = [0]
backoff.initial = "10ms"
backoff.max = "10s"
watch = true
watch_ignore = ["*.log"]
max_age = "7d"
hooks.before_start = "true"
reload.parallel = 2
log.format = "json"
log.compress = true
log.timestamps = true
logs.watch_errors = true
depends_on = { db = "ready" }
env = { PORT = "3000", production = { MODE = "production" } }
[process.job]
script = "$work/tick.sh"
schedule = "@daily"
timezone = "UTC"
restart = "on-failure"
TOML

cd "$work" # where a bare velos start finds velos.toml
VELOS_JAVA_OPTS="-XX:AOTCacheOutput=$work/daemon.aot" "$release/bin/velos" daemon run >"$work/daemon.out" 2>&1 &
daemon=$!
until [ -S "$VELOS_HOME/velos.sock" ]; do
    kill -0 "$daemon" 2>/dev/null || { cat "$work/daemon.out" >&2; exit 1; }
    sleep 0.05
done

# Runs the commands of standard input, several times over so that what is loaded late is loaded too, then those behind the
# name of the cache, once.
rehearse() { # cache, last commands
    cat >"$work/round"
    { cat "$work/round" "$work/round" "$work/round"; printf '%s\n' "$2"; } >"$work/commands"
    VELOS_JAVA_OPTS="-XX:AOTCacheOutput=$work/$1.aot" "$release/bin/velos" --rehearse <"$work/commands" >"$work/$1.out" 2>&1
}

# What reads velos.toml has a cache of its own: a cache brings in all that it holds, whether it is needed or not.
rehearse start "delete	fail	b" <<COMMANDS
start	$work/tick.sh	--name	tick
start
start	--config	$work/velos.toml
start	--config	$work/velos.toml	--dry-run
delete	b
start
start	$work/fail.sh	--name	fail
validate
validate	--config	$work/keys.toml	--env	production
config	list
config	get	autosave
COMMANDS

# An agent's whole visit, in both forms of the protocol, over HTTP first and then over standard input.
mcp_call() { # id, tool, arguments
    printf '{"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"%s","arguments":%s}}\n' "$1" "$2" "$3"
}
meta='"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'
{
    echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}'
    echo '{"jsonrpc":"2.0","method":"notifications/initialized"}'
    echo '{"jsonrpc":"2.0","id":2,"method":"server/discover","params":{'"$meta"'}}'
    echo '{"jsonrpc":"2.0","id":3,"method":"tools/list"}'
    for round in 10 20 30; do
        mcp_call "${round}1" process_list '{}'
        mcp_call "${round}2" process_info '{"name":"tick"}'
        mcp_call "${round}3" health_check '{}'
        mcp_call "${round}4" metrics_snapshot '{}'
        mcp_call "${round}5" process_wait '{"name":"tick","until":"log","pattern":"t.ck","timeout_s":1}'
        mcp_call "${round}6" process_restart '{"name":"tick"}'
        mcp_call "${round}7" process_info '{"name":"nothing"}'
        mcp_call "${round}8" log_summary '{"name":"tick"}'
        mcp_call "${round}9" log_read '{"name":"tick"}'
    done
} >"$work/mcp.in"
grep -v discover "$work/mcp.in" | grep -v until >"$work/mcp.http"
VELOS_JAVA_OPTS="-XX:AOTCacheOutput=$work/mcp.aot -Dvelos.rehearse.mcp=$work/mcp.http" \
    "$release/bin/velos" mcp-server --port 0 <"$work/mcp.in" >"$work/mcp.out" 2>&1

# So has what asks questions to logs.
printf '2026-02-12 10:00:00 INFO one\n2026-02-12 10:00:01 ERROR two\n  within\n' >"$work/some.log"
yes '2026-02-12 10:00:02 INFO three of many' | head -c 9000000 >"$work/long.log"
printf '2026-02-12 10:00:03 ERROR the last\n' >>"$work/long.log"
# Behind a hole, which takes no room: so long that the C library searches it.
printf '\n2026-02-12 10:00:03 ERROR the last\n' | dd of="$work/huge.log" bs=1048576 seek=256 2>/dev/null
rehearse logs "logs	tick	--lines	1" <<COMMANDS
logs	tick
logs	tick	--lines	5	--timestamps
logs	tick	--json
logs	tick	--grep	t[io]ck	--lines	3
logs	tick	--since	10m	--level	info
logs	tick	--ai
logs	--file	$work/some.log	--grep	TWO	--ignore-case	--context	1
logs	--file	$work/some.log	--since	2026-02-12	--json
logs	--file	$work/long.log	--grep	ERROR
logs	--file	$work/long.log	--grep	E[RO]+ the
logs	--file	$work/huge.log	--grep	ERROR
events
events	--json	--lines	5
events	--ai
why	tick
wait	tick
COMMANDS

# And what makes patterns of them: of an hour with an incident.
awk 'BEGIN {
    for (i = 0; i < 3600; i++) {
        minute = int(i / 60)
        level = i % 17 == 0 || minute == 40 ? "ERROR" : "INFO"
        printf "2026-02-12 10:%02d:%02d %s order %d of user u%d took %dms\n", minute, i % 60, level, i, i % 9, i * 3
    }
}' >"$work/hour.log"
rehearse analysis "logs	tick	--summary" <<COMMANDS
logs	tick	--summary
logs	tick	--summary	--ai
logs	tick	--summary	--json
logs	tick	--patterns
logs	tick	--patterns	--ai
logs	tick	--dedupe	--lines	10
logs	--file	$work/hour.log	--summary
logs	--file	$work/hour.log	--summary	--ai
logs	--file	$work/hour.log	--patterns	--json
logs	--file	$work/some.log	--templates	--json
COMMANDS

rehearse cli "kill" <<COMMANDS
version
ping
list
list	--json
list	--ai
info	tick	--ai
list	--ai	--nonsense
info	tick
info	tick	--json
env	tick
restart	tick
stop	tick
flush	all
signal	tick	SIGCONT
send	tick	x
reset	tick
scale	tick	2
reload	tick
scale	tick	1
stop	nothing
list	--nonsense
completion	bash
completion	names
help
help	start
daemon	status
delete	a
COMMANDS
cd /
wait "$daemon" || { cat "$work/daemon.out" >&2; exit 1; }
daemon=
mkdir -p "$release/aot"
# Written in small pieces: where the page cache holds a file in large ones, Linux (6.18 and up) maps two megabytes for
# each byte that a process looks at, and the daemon's resident set would never be small.
for cache in daemon cli start logs analysis mcp; do
    dd if="$work/$cache.aot" of="$release/aot/$cache.aot" bs=64k 2>/dev/null
done
