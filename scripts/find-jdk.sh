# Sourced, by bin/velos and by the build: finds a JDK of version 25 or newer.
#
# find_jdk sets jdk to its folder, or says where it looked and what to install, and fails.
# The version is read from the `release` file that every JDK carries: running `java -version` costs 40 ms each.

velos_jdk_version=25

# Whether the folder $1 is a JDK that is new enough; its version is left in found_version.
jdk_fits() {
    found_version=
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        case $key in JAVA_VERSION)
            found_version=${value#\"}
            found_version=${found_version%\"}
            ;;
        esac
    done <"$1/release"
    major=${found_version%%[!0-9]*}
    [ -n "$major" ] && [ "$major" -ge "$velos_jdk_version" ]
}

# The JDK folder of the java that PATH finds, symbolic links followed.
jdk_of_path() {
    program=$(command -v java) || return 1
    while [ -h "$program" ]; do
        linked=$(readlink "$program")
        case $linked in /*) program=$linked ;; *) program=${program%/*}/$linked ;; esac
    done
    program=${program%/*}
    jdk=${program%/*}
}

# Tries the folder $1, which was named by $2; what does not fit is noted for the message.
try_jdk() {
    jdk=$1
    jdk_fits "$jdk" && return 0
    looked="$looked
  $2${found_version:+: Java $found_version, which is too old}"
    return 1
}

find_jdk() {
    looked=
    if [ -n "${JAVA_HOME-}" ]; then
        try_jdk "$JAVA_HOME" "JAVA_HOME ($JAVA_HOME)" && return 0
    else
        looked="
  JAVA_HOME: not set"
    fi
    if jdk_of_path; then
        try_jdk "$jdk" "java on PATH ($jdk)" && return 0
    else
        looked="$looked
  PATH: no java"
    fi
    for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -x "$candidate/bin/java" ] || continue
        try_jdk "$candidate" "$candidate" && return 0
    done
    jdk=
    echo "velos: no JDK $velos_jdk_version or newer was found. Looked at:$looked
  /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks, and on macOS /Library/Java and Homebrew
Install one (for example Temurin 25 from https://adoptium.net, or your distribution's openjdk-25-jdk)
or set JAVA_HOME to the folder of one." >&2
    return 1
}
