#!/usr/bin/env bash
# Kills `lamella run` with -9 at random moments, again and again, while files land; then lets it finish once and counts: every
# row that landed must be in its table, once.
#
#   src/test/scripts/kill-at-random.sh [kills, 50 by default] [seed]
set -euo pipefail
kills=${1:-50}
RANDOM=${2:-$$}
project=$(cd "$(dirname "$0")/../../.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/landing"

cat >"$root/lamella.yaml" <<YAML
lake:
  bucket: lake
  interval: 1s
datasets:
  t:
    source: s3://landing/**
    freshness: 1s
    row-group-size: 1MiB
    part-size: 8MiB
    max-row-groups: 8
    columns:
      id: int64 required
      bucket: string
    partitions: [bucket]
YAML

next=0
land() {
    local file rows=$((RANDOM % 3000 + 1))
    file=$(printf '%s/landing/%06d.csv' "$root" "$next")
    # A few rows fit no schema, and go to quarantine.
    seq "$next" $((next + rows - 1)) | awk 'BEGIN {print "id,bucket"} {print ($1 % 997 == 0 ? "x" $1 : $1) "," $1 % 3}' >"$file.tmp"
    mv "$file.tmp" "$file"
    next=$((next + rows))
}

# To start in the background without a function around it: the process of a function would be killed in place of Lamella.
run=("$project/lamella" run --config "$root/lamella.yaml" --root "$root" --merge-delay 1)

until_it_runs() {
    until grep -q '^running' "$root/run.log" || ! kill -0 "$1" 2>/dev/null; do sleep 0.1; done
}

"$project/lamella" --version >/dev/null # builds, if that is needed
for ((kill = 1; kill <= kills; kill++)); do
    land
    land
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
last=$("${run[@]}" --until-idle | tail -n 1)
echo "$last"
by_last=$(printf '%s' "$last" | sed 's/.*published \([0-9,]*\) rows.*/\1/; s/,//g')
mkdir -p "$root/lake/quarantine" "$root/lake/staged" # folders go with their last file
bad=$(find "$root/lake/quarantine" -name '*.ndjson' -exec cat {} + | wc -l)
audit=$("$project/lamella" verify t --config "$root/lamella.yaml" --root "$root" --json)
table=$(printf '%s' "$audit" | tr ',{' '\n\n' | sed -n 's/.*"rows" *: *\([0-9]*\).*/\1/p' | awk "NR == 1")
left=$(find "$root/lake/staged" -type f | wc -l)
echo "landed $next, in the table $table, in quarantine $bad, still staged $left; $((table - by_last)) published by runs that were killed"
[ "$table" -gt "$by_last" ] || { echo "no run came as far as a commit before it was killed" >&2; exit 1; }
[ "$left" -eq 0 ] && [ $((table + bad)) -eq "$next" ] || { echo "the rows do not add up" >&2; exit 1; }
echo "every row once, after $kills kills"
