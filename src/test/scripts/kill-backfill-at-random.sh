#!/usr/bin/env bash
# Kills `lamella backfill` with -9 at random moments, again and again, over a folder in which many files lie; then lets it come
# through and counts: every row must be in its table or in quarantine, once.
#
#   src/test/scripts/kill-backfill-at-random.sh [kills, 50 by default] [seed]
set -euo pipefail
kills=${1:-50}
RANDOM=${2:-$$}
project=$(cd "$(dirname "$0")/../../.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
# shellcheck source=folder.sh
. "$project/src/test/scripts/folder.sh"

backfill=("$project/lamella" backfill s3://landing --dataset t --config "$root/lamella.yaml" --root "$root")

receipts() { find "$root/lake/receipts" -name '*.json' 2>/dev/null | wc -l; }

"$project/lamella" --version >/dev/null # builds, if that is needed
# Some are larger than a slice, and are cut.
sed -i 's/^    row-group-size: 1MiB$/&\n    slice-size: 1MiB/' "$root/lamella.yaml"
land_more() {
    local file
    for ((file = 0; file < 40; file++)); do land $((RANDOM % 1000 + 1)); done
    ((RANDOM % 3 > 0)) || land 200000
}

killed=0
ended=0
while ((killed < kills)); do
    land_more # so that there is always something left
    "${backfill[@]}" >"$root/backfill.log" 2>&1 &
    victim=$!
    # From while it starts to well into commits, however slow the machine is.
    sleep "$((RANDOM % 8)).$((RANDOM % 10))"
    if kill -9 "$victim" 2>/dev/null; then
        killed=$((killed + 1))
    else
        ended=$((ended + 1)) # it had come through before
    fi
    wait "$victim" 2>/dev/null || true
    printf '\rkilled %d, ended %d, %d rows landed, %d receipts' "$killed" "$ended" "$next" "$(receipts)"
done
echo
"${backfill[@]}" | tail -n 1
left=$("${backfill[@]}" --dry-run --json | tr -d ' \n' | sed 's/.*"open":{"objects":\([0-9]*\).*/\1/')
[ "$left" -eq 0 ] || { echo "$left objects are left" >&2; exit 1; }
[ -z "$(find "$root/lake/staged" -type f 2>/dev/null | head -n 1)" ] || { echo "staged files are left" >&2; exit 1; }
finish
echo "every row once, after $killed kills"
