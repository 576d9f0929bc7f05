# Sourced by mvnw and lamella: find_jdk sets and exports JAVA_HOME, whatever `java` may be by default.

# The Java that the build compiles for, and so the least that everything runs on.
required_java=25

# The major version of the JDK in directory $1; fails if there is none.
jdk_version() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    jdk_version_line=$(grep '^JAVA_VERSION=' "$1/release") || return 1
    jdk_version_line=${jdk_version_line#JAVA_VERSION=\"}
    jdk_version_line=${jdk_version_line%%[!0-9]*}
    [ -n "$jdk_version_line" ] && echo "$jdk_version_line"
}

is_recent_jdk() {
    is_recent_version=$(jdk_version "$1") && [ "$is_recent_version" -ge "$required_java" ]
}

# The home of the `java` on the PATH. Asked of itself, because it may be a link, or a shim as on macOS.
java_home_on_path() {
    command -v java >/dev/null 2>&1 || return 1
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# The oldest JDK that is recent enough, of those in the places where package managers and IDEs put them.
installed_jdk() {
    installed_best=
    for installed_candidate in \
        /usr/lib/jvm/* \
        /usr/java/* \
        /opt/java* /opt/java/* /opt/jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* \
        "${HOME:-}"/.jdks/* \
        "${HOME:-}"/.local/share/mise/installs/java/* \
        "${HOME:-}"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
        is_recent_jdk "$installed_candidate" || continue
        if [ -z "$installed_best" ] || [ "$(jdk_version "$installed_candidate")" -lt "$(jdk_version "$installed_best")" ]; then
            installed_best=$installed_candidate
        fi
    done
    [ -n "$installed_best" ] && echo "$installed_best"
}

# Sets JAVA_HOME to a JDK that is recent enough, or says how to get one and exits.
find_jdk() {
    if ! is_recent_jdk "${JAVA_HOME:-}"; then
        found_jdk=$(java_home_on_path) && is_recent_jdk "$found_jdk" || found_jdk=$(installed_jdk) || {
            cat >&2 <<END
Lamella needs a JDK $required_java or later, and none was found: not by JAVA_HOME${JAVA_HOME:+ ($JAVA_HOME)}, not on the PATH,
not in the usual folders. Any of these brings one:

    sdk install java $required_java-tem             (https://sdkman.io)
    brew install openjdk@$required_java
    apt install openjdk-$required_java-jdk
    https://adoptium.net/temurin/releases/?version=$required_java

If you have one elsewhere, set JAVA_HOME to its folder.
END
            exit 1
        }
        JAVA_HOME=$found_jdk
    fi
    export JAVA_HOME
}
