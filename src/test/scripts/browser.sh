#!/usr/bin/env bash
# Tries the pages of `inspect --html` and `run --ui` in a real Chromium, and leaves pictures of them below target/pages and target/live.
# Where no browser is on the PATH, one without windows is fetched from Debian and unpacked below target/browser; nothing is installed, and
# nobody has to be root.
#
# Exit codes: 0 all is right, 1 something is not, 75 it did not run, and says why.
set -euo pipefail
cd "$(dirname "$0")/../../.."

kept=$PWD/target/browser
shell=chromium-headless-shell

did_not_run() {
    echo "browser.sh: DID NOT RUN: $1" >&2
    exit 75
}

# The name of a browser on the PATH, of those that Browser.java looks for.
installed() {
    local name
    for name in chromium chromium-browser google-chrome chrome "$shell"; do
        command -v "$name" && return
    done
    return 1
}

# Fetches the package with what it needs and this machine lacks, and unpacks it.
unpack() {
    local packages package
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || did_not_run "this is no Debian, and no browser is installed"
    rm -rf "$kept"
    mkdir -p "$kept/packages" "$kept/root" "$kept/bin"
    packages=$(LC_ALL=C apt-get -s --no-install-recommends install "$shell" 2>"$kept/apt.log" | sed -n 's/^Inst \([^ ]*\).*/\1/p') || true
    [ -n "$packages" ] || { tail -n 3 "$kept/apt.log" >&2; did_not_run "Debian has no $shell (apt-get update may help)"; }
    echo "fetching $shell from Debian…"
    # shellcheck disable=SC2086
    (cd "$kept/packages" && apt-get -qq download $packages) >"$kept/apt.log" 2>&1 ||
        { tail -n 3 "$kept/apt.log" >&2; did_not_run "Debian did not give $shell (apt-get update may help)"; }
    for package in "$kept"/packages/*.deb; do
        dpkg -x "$package" "$kept/root"
    done
    rm -r "$kept/packages"
    # Its libraries are for itself alone, and not for the JVM that starts it.
    cat >"$kept/bin/$shell" <<'END'
#!/bin/sh
root=$(cd "$(dirname "$0")/../root" && pwd)
LD_LIBRARY_PATH=$(find "$root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH
exec "$root/usr/lib/chromium/chromium-headless-shell" "$@"
END
    chmod +x "$kept/bin/$shell"
}

if ! installed >/dev/null; then
    [ -x "$kept/bin/$shell" ] || unpack
    export PATH=$kept/bin:$PATH
fi
browser=$(installed)
"$browser" --version || did_not_run "$browser does not start"
./mvnw -B -ntp -q surefire:test -Dtest=InspectPageBrowserTest,LivePageBrowserTest -Djacoco.skip "$@" || exit 1
if grep -l '<skipped' target/surefire-reports/TEST-*PageBrowserTest.xml >&2; then
    did_not_run "the tests did not take $browser"
fi
