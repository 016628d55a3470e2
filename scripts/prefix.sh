# Sourced by install.sh and uninstall.sh, from the repository's root: where things go.
#
# Sets destination (DESTDIR) and prefix (PREFIX), both as absolute paths, target (the two together) and velos (Velos's own folder there).

prefix=${PREFIX:?PREFIX is not set}
case $prefix in
    /*) ;;
    "~/"*) prefix=$HOME/${prefix#"~/"} ;; # the shell leaves it alone in `make install PREFIX=~/x`
    *) prefix=$PWD/$prefix ;;
esac
prefix=${prefix%/}
destination=${DESTDIR-}
case $destination in '' | /*) ;; *) destination=$PWD/$destination ;; esac
target=$destination$prefix
velos=$target/lib/velos
