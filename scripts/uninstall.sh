#!/bin/sh
# Removes what install.sh put under PREFIX, and nothing else. Processes and logs in ~/.velos stay as they are.
set -eu

cd "$(dirname "$0")/.."
. scripts/prefix.sh

[ -d "$velos/releases" ] || {
    echo "velos: nothing is installed in $prefix. Name the folder that it was installed to: make uninstall PREFIX=..." >&2
    exit 1
}
require_writable "$velos"
running=$(ps -A -ww -o pid=,args= 2>/dev/null | grep -F "$prefix/lib/velos/releases/" | grep -v 'grep -F' || true)
if [ -n "$running" ]; then
    echo "velos: it is still running from $prefix:" >&2
    echo "$running" | cut -c 1-100 >&2
    echo "Stop it first with: $prefix/bin/velos kill" >&2
    exit 1
fi

rm -f "$target/bin/velos"
grep -v '/$' "$velos/installed" | while read -r file; do rm -f "$destination$file"; done
folders=$(grep '/$' "$velos/installed" | sort -r -u) # the innermost first
rm -rf "$velos"
echo "$folders" | while read -r folder; do
    rmdir "$destination$folder" 2>/dev/null || : # gone, or somebody else's files are in it
done
echo "removed Velos from $prefix"
