#!/bin/sh
# Runs every test; prints Surefire's lines and whatever is wrong, nothing else of Maven.
set -eu

cd "$(dirname "$0")/.."
# Commands that have their caches, as those of an installed Velos, start twice as fast; the end-to-end tests start thousands.
[ build/dist/aot/cli.aot -nt build/dist/built ] || sh scripts/train.sh "$PWD/build/dist"
quiet=-Dorg.slf4j.simpleLogger
export MAVEN_OPTS="${MAVEN_OPTS-} $quiet.defaultLogLevel=warn $quiet.log.org.apache.maven.plugin.surefire=info"
exec sh scripts/mvn.sh -T 1C -fae "$@" test
