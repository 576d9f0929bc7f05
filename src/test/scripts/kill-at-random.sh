#!/usr/bin/env bash
# Kills `lamella run` with -9 at random moments, again and again, while files land; then lets it finish once and counts: every
# row that landed must be in its table, once.
#
#   src/test/scripts/kill-at-random.sh [kills, 50 by default] [seed]
# shellcheck source=kills.sh
. "$(dirname "$0")/kills.sh"
# shellcheck source=folder.sh
. "$project/src/test/scripts/folder.sh"

until_it_runs() {
    until grep -q '^running' "$root/run.log" || ! kill -0 "$1" 2>/dev/null; do sleep 0.1; done
}

for ((kill = 1; kill <= kills; kill++)); do
    land $((RANDOM % 3000 + 1))
    land $((RANDOM % 3000 + 1))
    : >"$root/run.log" # what the run before said is not this one's
    "${run[@]}" >"$root/run.log" 2>&1 &
    victim=$!
    # From while it starts, for one in five, to well into commits and sweeps, however slow the machine is.
    ((RANDOM % 5 == 0)) || until_it_runs "$victim"
    sleep "$((RANDOM % 6)).$((RANDOM % 10))"
    kill -9 "$victim" 2>/dev/null || { echo "it had ended by itself:" >&2; cat "$root/run.log" >&2; exit 1; }
    wait "$victim" 2>/dev/null || true
    # A survivor would do the work of those that die. A subshell of the script that starts it lives on for a moment.
    for ((look = 0; look < 100; look++)); do
        survivors=$(pgrep -f -- "run --config $root/lamella.yaml") || break
        sleep 0.1
    done
    [ -z "$survivors" ] || { echo "still runs after kill -9: $survivors" >&2; exit 1; }
    printf '\rkilled %d of %d, %d rows landed' "$kill" "$kills" "$next"
done
echo
finish
[ "$before" -gt 0 ] || { echo "no run came as far as a commit before it was killed" >&2; exit 1; }
echo "every row once, after $kills kills"
