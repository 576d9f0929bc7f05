#!/usr/bin/env bash
# Kills `lamella backfill` with -9 at random moments, again and again, over a folder in which many files lie; then lets it come
# through and counts: every row must be in its table or in quarantine, once.
#
#   src/test/scripts/kill-backfill-at-random.sh [kills, 50 by default] [seed]
# shellcheck source=kills.sh
. "$(dirname "$0")/kills.sh"
# shellcheck source=folder.sh
. "$project/src/test/scripts/folder.sh"

backfill=("$project/lamella" backfill s3://landing --dataset t --config "$root/lamella.yaml" --root "$root")

# Some are larger than a slice, and are cut.
sed -i 's/^    row-group-size: 1MiB$/&\n    slice-size: 1MiB/' "$root/lamella.yaml"
land_more() {
    local file
    for ((file = 0; file < 40; file++)); do land $((RANDOM % 1000 + 1)); done
    ((RANDOM % 3 > 0)) || land 200000
}

files() { find "$root/lake/$1" -type f 2>/dev/null | wc -l; } # a folder of the lake

in_the_middle() { [ "$(files staged)" -gt 0 ]; }

progress() { echo "$next rows landed, $(files receipts) receipts"; }

kill_at_random "${backfill[@]}"
"${backfill[@]}" | tail -n 1
left=$("${backfill[@]}" --dry-run --json | tr -d ' \n' | sed 's/.*"open":{"objects":\([0-9]*\).*/\1/')
[ "$left" -eq 0 ] || { echo "$left objects are left" >&2; exit 1; }
[ "$(files staged)" -eq 0 ] || { echo "staged files are left" >&2; exit 1; }
finish
echo "every row once, after $kills kills"
