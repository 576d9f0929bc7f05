# What scripts share that kill Lamella at random: how often and from which seed, where, and the loop. Sourced, first of all, with
# the script's arguments: how many kills, 50 by default, and the seed. Sets `kills`, `project` and `root`, a folder that goes with
# the script.
# shellcheck shell=bash

set -euo pipefail
kills=${1:-50}
RANDOM=${2:-$$}
project=$(cd "$(dirname "$0")/../../.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

"$project/lamella" --version >/dev/null # builds, if that is needed

# kill_at_random COMMAND…
#
# Lets the command come through once, and then starts it again and again and kills it with -9, until that came to pass `kills`
# times. The moments lie between its start and a little after what it took when nobody killed it, so that some hit every stage of
# it, however fast the machine is. Calls three functions of the script: `land_more` before each start, so that there is something
# to do; `in_the_middle`, which says whether work is half done by now; and `progress`, for a word on that. Fails if none ever was.
kill_at_random() {
    local killed=0 ended=0 hits=0 longest moment victim
    land_more
    longest=$(milliseconds_of "$@")
    while ((killed < kills)); do
        land_more
        # A command, never a function: the shell that runs a function would be killed in place of Lamella.
        "$@" >"$root/killed.log" 2>&1 &
        victim=$!
        moment=$(((RANDOM * 32768 + RANDOM) % (longest * 6 / 5)))
        sleep "$((moment / 1000)).$(printf '%03d' $((moment % 1000)))"
        if kill -9 "$victim" 2>/dev/null; then
            killed=$((killed + 1))
        else
            ended=$((ended + 1)) # it had come through before
        fi
        wait "$victim" 2>/dev/null || true
        ! in_the_middle || hits=$((hits + 1))
        printf '\rkilled %d, %d in the middle, ended %d, %s' "$killed" "$hits" "$ended" "$(progress)"
    done
    echo
    [ "$hits" -gt 0 ] || { echo "nobody was killed in the middle of anything" >&2; exit 1; }
}

milliseconds_of() { # a command
    local start=${EPOCHREALTIME/./}
    "$@" >"$root/killed.log" 2>&1 || { cat "$root/killed.log" >&2; return 1; }
    echo $(((${EPOCHREALTIME/./} - start) / 1000))
}
