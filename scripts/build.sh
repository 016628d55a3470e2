#!/bin/sh
# Compiles Velos and lays out build/dist/{bin,lib,lib/portable,lib/import,lib/mcp,share}, which runs in place.
# Called by ./velos and `make build`; two calls at once take turns. Options: --unless-fresh does nothing when
# build/dist is newer than every source.
set -eu

cd "$(dirname "$0")/.."
root=$PWD
dist=$root/build/dist
. scripts/find-jdk.sh

# Files whose change calls for a new build.
sources="pom.xml */pom.xml */src/main bin share scripts/find-jdk.sh scripts/mvn.sh scripts/build.sh"

fresh() {
    # shellcheck disable=SC2086 # the patterns are to be expanded
    [ -f build/dist/built ] && [ -z "$(find $sources -newer build/dist/built -print -quit 2>&1)" ]
}

compile() {
    rm -rf velos-*/target/run-time-jars
    sh scripts/mvn.sh -q -T 1C -DskipTests -pl velos-cli,velos-daemon -am package >build/build.log 2>&1 || {
        cat build/build.log >&2
        exit 1
    }
}

# Lays the new files out in build/dist.new.
stage() {
    mkdir -p "$new/bin" "$new/lib/portable" "$new/lib/import" "$new/lib/mcp" "$new/share"
    for module in velos-cli velos-daemon; do cp $module/target/run-time-jars/*.jar "$new/lib"; done
    for module in velos-cli velos-daemon; do cp $module/target/$module-*.jar "$new/lib/$module.jar"; done
    for jar in jnr-* jffi* asm*; do mv "$new"/lib/$jar.jar "$new/lib/portable"; done
    for jar in jackson-core snakeyaml-engine; do mv "$new/lib/$jar.jar" "$new/lib/import"; done
    mv "$new/lib/velos-mcp.jar" "$new/lib/mcp"
    "$jdk/bin/java" -cp "$new/lib/*" dev.velos.cli.SchemaFile >"$new/share/velos.schema.json"
    "$jdk/bin/java" -cp "$new/lib/*" dev.velos.cli.ManFiles "$new/share/man/man1"
    cp bin/velos "$new/bin"
    cp scripts/find-jdk.sh share/node-preload.cjs "$new/share"
    echo "$jdk" >"$new/jdk"
}

# Renames each changed file into place: whoever runs from the old one goes on reading it.
publish() {
    mkdir -p "$dist/bin" "$dist/lib/portable" "$dist/lib/import" "$dist/lib/mcp" "$dist/share/man/man1"
    (cd "$new" && find . -type f) | while read -r file; do
        cmp -s "$new/$file" "$dist/$file" || {
            rm -rf "$dist/aot" # a JVM takes classes out of a cache even when the jar they came from is another one now
            mv -f "$new/$file" "$dist/$file"
        }
    done
    (cd "$dist" && find . -name '*.jar' -o -name '*.1') | while read -r file; do
        grep -qxF "$file" "$new.files" || rm -f "$dist/$file"
    done
}

[ "${1-}" != --unless-fresh ] || ! fresh || exit 0 # whoever may only read this folder can use what is built
mkdir -p build 2>/dev/null && [ -w build ] || {
    echo "velos: $root cannot be written to, so nothing can be built there. Build it as its owner, or in a copy." >&2
    exit 1
}
if command -v flock >/dev/null; then
    exec 9>build/lock
    flock 9
else # macOS
    until mkdir build/lock.d 2>/dev/null; do sleep 1; done
    trap 'rmdir build/lock.d' EXIT
fi

[ "${1-}" != --unless-fresh ] || ! fresh || exit 0
find_jdk
new=$root/build/dist.new
rm -rf "$new" "$new.files" "$new.stamp"
: >"$new.stamp"
compile
stage
(cd "$new" && find . -type f) >"$new.files"
publish
mv "$new.stamp" "$dist/built"
rm -rf "$new" "$new.files"
