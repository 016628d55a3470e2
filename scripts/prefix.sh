# Sourced by install.sh and uninstall.sh, from the repository's root: where things go.
#
# Sets destination (DESTDIR) and prefix (PREFIX), both as absolute paths, target (the two together) and velos (Velos's own folder there).

prefix=${PREFIX:?"is not set. Name the folder of the installation: make install PREFIX=..."}
case $prefix in
    /*) ;;
    "~/"*) prefix=$HOME/${prefix#"~/"} ;; # the shell leaves it alone in `make install PREFIX=~/x`
    *) prefix=$PWD/$prefix ;;
esac
prefix=${prefix%/}
destination=${DESTDIR-}
case $destination in '' | /*) ;; *) destination=$PWD/$destination ;; esac
destination=${destination%/}
target=$destination$prefix
velos=$target/lib/velos

# Fails unless folder $1 can be made or written to.
require_writable() {
    folder=$1
    while [ -n "$folder" ] && [ ! -e "$folder" ]; do folder=${folder%/*}; done
    [ -d "${folder:-/}" ] || {
        echo "velos: $1 cannot be used: $folder is a file, not a folder. Name another one with PREFIX=..." >&2
        exit 1
    }
    [ -w "${folder:-/}" ] || {
        echo "velos: $1 cannot be used: you may not write to ${folder:-/}." \
            "Name a folder of your own with PREFIX=..., or do this as the user who owns it." >&2
        exit 1
    }
}
