#!/bin/sh
# Fetches, by npm, the versions of Node and the web frameworks that the tests of the Node preload run with, where they
# are there: into build/nodes. Without it they run with the Node of the PATH and its own modules.
set -eu

cd "$(dirname "$0")/.."
command -v npm >/dev/null || {
    echo "velos: npm is not on PATH; install Node first." >&2
    exit 1
}
package="node-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
for version in 12.22.12 18.20.8 22.12.0 24.3.0; do
    folder="build/nodes/$version"
    [ -x "$folder/bin/node" ] && continue
    mkdir -p "$folder"
    archive=$(cd "$folder" && npm pack --silent "$package@$version")
    tar -xzf "$folder/$archive" -C "$folder" --strip-components=1 package/bin/node
    rm "$folder/$archive"
done
npm install --silent --no-audit --no-fund --prefix build/nodes express@5 fastify@5 @pm2/io@6
