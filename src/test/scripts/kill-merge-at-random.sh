#!/usr/bin/env bash
# Kills `lamella merge` with -9 at random moments, again and again, over folders of small Parquet files to which more come; then
# lets it come through and counts: every row must be there, once, in few files.
#
#   src/test/scripts/kill-merge-at-random.sh [kills, 50 by default] [seed]
# shellcheck source=kills.sh
. "$(dirname "$0")/kills.sh"

exports="$root/exports"
merge=("$project/lamella" merge s3://exports --root "$root" --ttl 1s)

# Each file is a copy of one of a few that were converted before, for to convert takes longer than to merge. So a row is
# known by its number and by how many copies of it there must be.
drafts=8
rows=2000
for ((draft = 0; draft < drafts; draft++)); do
    seq $((draft * rows)) $(((draft + 1) * rows - 1)) | awk 'BEGIN {print "id,name"} {print $1 ",name " $1 * 7919}' >"$root/draft.csv"
    "$project/lamella" convert "$root/draft.csv" "$root/draft-$draft.parquet" --columns id:int64,name:string >/dev/null
done

landed=0
land() { # a folder
    local draft=$((RANDOM % drafts))
    mkdir -p "$exports/$1"
    cp "$root/draft-$draft.parquet" "$exports/$1/.tmp"
    mv "$exports/$1/.tmp" "$exports/$1/$(printf '%06d' "$landed").parquet"
    landed=$((landed + 1))
    echo "$draft" >>"$root/landed"
}

land_more() {
    local file
    for ((file = 0; file < 30; file++)); do land "day=$((RANDOM % 3))"; done
    ((RANDOM % 3 == 0)) || sleep 1.5 # so that they are old enough, or are not
}

in_the_middle() { [ -n "$(find "$exports" -name _lamella-merge.json)" ]; }

progress() { echo "$landed files landed, $(find "$exports" -name '*.parquet' | wc -l) are there"; }

kill_at_random "${merge[@]}"
sleep 1.5
"${merge[@]}" | tail -n 1
sleep 1.5
"${merge[@]}" | tail -n 1

left=$(find "$exports" -type f | wc -l)
[ "$left" -le 6 ] || { find "$exports" -type f >&2; echo "$left files are left" >&2; exit 1; }
"$project/lamella" load "$exports" --columns id --format csv -o "$root/ids.csv" >/dev/null
expected=$(sort -n "$root/landed" | uniq -c | awk -v rows=$rows '{for (id = $2 * rows; id < ($2 + 1) * rows; id++) print id, $1}' | cksum)
found=$(tail -n +2 "$root/ids.csv" | sort -n | uniq -c | awk '{print $2, $1}' | cksum)
[ "$expected" = "$found" ] || { echo "the rows are not those that landed" >&2; exit 1; }
echo "$((landed * rows)) rows, each as often as it landed, in $left files, after $kills kills"
