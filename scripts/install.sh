#!/bin/sh
# Installs build/dist under PREFIX, with a run-time image and AOT caches of its own:
#
#   PREFIX/lib/velos/releases/<id>/{bin,lib,share,runtime,aot}   one build of Velos, never written to again
#   PREFIX/lib/velos/bin/velos                                   the launcher, which names the release in use
#   PREFIX/bin/velos                                             a link to it
#   PREFIX/share/...                                             completions and man pages
#   PREFIX/lib/velos/installed                                   what was made outside PREFIX/lib/velos
#
# An upgrade writes a new release beside the old one and renames the launcher, so a daemon that runs from the old
# release keeps its files until it is gone. DESTDIR stands before PREFIX while files are written.
set -eu

cd "$(dirname "$0")/.."
. scripts/prefix.sh
require_writable "$target"
. scripts/find-jdk.sh
find_jdk

# What the jars need, by jdeps; java.naming and java.xml are logback's, java.management and java.logging jnr's,
# jdk.httpserver that of `velos mcp-server --port`.
modules=java.base,java.logging,java.management,java.naming,java.xml,jdk.httpserver,jdk.unsupported

[ -x "$jdk/bin/jlink" ] || {
    echo "velos: $jdk has no jlink, so it is a runtime only. Install a whole JDK $velos_jdk_version." >&2
    exit 1
}

# Makes folder $1, and those above it; `make uninstall` removes those that were not there before.
make_folder() {
    [ -n "$1" ] && [ ! -d "$1" ] || return 0
    make_folder "${1%/*}"
    mkdir "$1" || {
        echo "velos: nothing can be installed to $1. Name another folder with PREFIX=..." >&2
        exit 1
    }
    echo "${1#"$destination"}/" >>"$new_files"
}

install_file() { # from, to below PREFIX
    make_folder "$target/${2%/*}"
    cp "$1" "$target/$2.new$$"
    mv -f "$target/$2.new$$" "$target/$2"
    echo "$prefix/$2" >>"$new_files"
}

version=$(sed -n 's/.*CURRENT = "\(.*\)".*/\1/p' velos-core/src/main/java/dev/velos/core/home/VelosVersion.java)
id=$version-$(date -u +%Y%m%dT%H%M%SZ)-$$
release=$velos/releases/$id
new_files=$(mktemp)
trap 'rm -rf "$release" "$new_files"' EXIT
trap 'exit 1' INT TERM HUP

echo "installing Velos $version to $prefix ..."
make_folder "$target/lib"
mkdir -p "$release"
cp -R build/dist/bin build/dist/lib build/dist/share "$release"
"$jdk/bin/jlink" --add-modules "$modules" --output "$release/runtime" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6
# Read by every command that opens a socket; they are comments for the most part, which took 2 ms.
for properties in net.properties security/java.security; do
    file=$release/runtime/conf/$properties
    sed '/^[[:space:]]*#/d; /^[[:space:]]*$/d' "$file" >"$file.new"
    mv -f "$file.new" "$file"
done
echo "training the AOT caches ..."
sh scripts/train.sh "$release"

# A completion script is what the installed program prints.
install_completion() { # shell, to below PREFIX
    "$release/bin/velos" completion "$1" >"$release/share/completion.$1"
    install_file "$release/share/completion.$1" "$2"
}

install_completion bash share/bash-completion/completions/velos
install_completion zsh share/zsh/site-functions/_velos
install_completion fish share/fish/vendor_completions.d/velos.fish
install_file "$release/share/velos.schema.json" share/velos/velos.schema.json
for page in build/dist/share/man/man1/*.1; do
    [ ! -f "$page" ] || install_file "$page" "share/man/man1/${page##*/}"
done

# From here on the new release is the one in use.
make_folder "$target/bin"
mkdir -p "$velos/bin"
cat "$new_files" >>"$velos/installed" # without DESTDIR; folders end with a slash
sed "s|^files=\$root |files=\$root/releases/$id |" "$release/bin/velos" >"$velos/bin/velos.new$$"
chmod 755 "$velos/bin/velos.new$$"
mv -f "$velos/bin/velos.new$$" "$velos/bin/velos"
ln -s ../lib/velos/bin/velos "$target/bin/velos.new$$"
mv -f "$target/bin/velos.new$$" "$target/bin/velos"
trap 'rm -f "$new_files"' EXIT

# Releases that nobody runs from any more. Without a working ps, all of them may be in use.
running=$(ps -A -ww -o args= 2>/dev/null) || running=
for old in "$velos"/releases/*; do
    [ "$old" != "$release" ] && [ -n "$running" ] || continue
    case $running in *"/releases/${old##*/}/"*) continue ;; esac
    rm -rf "$old"
done

echo "installed. Run: $prefix/bin/velos"
case :$PATH: in *":$prefix/bin:"*) ;; *) echo "$prefix/bin is not on your PATH; add it to call velos by its name." ;; esac
