#!/bin/sh
# Formatting, Error Prone and shell syntax; every finding is an error. `make format` mends the formatting.
set -eu

cd "$(dirname "$0")/.."
status=0

for script in velos bin/velos scripts/*.sh; do
    sh -n "$script" || status=1
done
bash -n .ci/run || status=1
if command -v shellcheck >/dev/null; then
    shellcheck --severity=warning --shell=sh velos bin/velos scripts/*.sh || status=1
fi

# Maven's goals, of whose output only what is wrong is shown.
check() {
    sh scripts/mvn.sh -T 1C -fae "$@" >build/lint.log 2>&1 && return
    grep -v -e '^\[INFO\]' -e '^\[ERROR\] \(->\|To see\|Re-run\|For more\|\[Help\|After\|  mvn\|$\)' build/lint.log >&2
    status=1
}

mkdir -p build
check spotless:check
rm -rf velos-*/target/lint # Maven would take what is already compiled for checked
check -Plint test-compile

[ "$status" = 0 ] || echo "lint: findings above; \`make format\` mends those of formatting" >&2
exit "$status"
