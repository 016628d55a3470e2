#!/bin/sh
# Runs every test; prints Surefire's lines and whatever is wrong, nothing else of Maven.
set -eu

cd "$(dirname "$0")/.."
quiet=-Dorg.slf4j.simpleLogger
export MAVEN_OPTS="${MAVEN_OPTS-} $quiet.defaultLogLevel=warn $quiet.log.org.apache.maven.plugin.surefire=info"
exec sh scripts/mvn.sh -fae "$@" test
