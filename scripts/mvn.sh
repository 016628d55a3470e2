#!/bin/sh
# Maven with the JDK that this build needs, whatever java is the default. Run from the repository's root.
set -eu

. scripts/find-jdk.sh
find_jdk
export JAVA_HOME="$jdk"
# Maven 3.8 carries libraries that call Unsafe, of which JDK 25 would warn on every run
export MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow"
# Tests use names beyond ASCII, of which a JVM in the C locale can make no path
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac
command -v mvn >/dev/null || {
    echo "velos: building needs Maven (mvn), which is not on PATH. Install it, for example with: apt install maven" >&2
    exit 1
}
exec mvn -B -Dstyle.color=never "$@"
