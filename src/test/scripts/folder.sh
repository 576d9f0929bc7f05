# A folder with a pipeline over it, for scripts that put `lamella run` to the test. Sourced, with `root` and `project` set.
# shellcheck shell=bash disable=SC2154

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

# To start in the background without a function around it: the process of a function would be killed in place of Lamella.
run=("$project/lamella" run --config "$root/lamella.yaml" --root "$root" --merge-delay 1)

next=0
land() { # how many rows
    local file
    file=$(printf '%s/landing/%06d.csv' "$root" "$next")
    # A few rows fit no schema, and go to quarantine.
    seq "$next" $((next + $1 - 1)) | awk 'BEGIN {print "id,bucket"} {print ($1 % 997 == 0 ? "x" $1 : $1) "," $1 % 3}' >"$file.tmp"
    mv "$file.tmp" "$file"
    next=$((next + $1))
}

# Lets Lamella finish; then every row that landed must be in its table or in quarantine, once. Sets `before`: how many rows
# earlier runs had published.
finish() {
    local last by_last bad audit table left
    last=$("${run[@]}" --until-idle | tail -n 1)
    echo "$last"
    by_last=$(printf '%s' "$last" | sed 's/.*published \([0-9,]*\) rows.*/\1/; s/,//g')
    mkdir -p "$root/lake/quarantine" "$root/lake/staged" # folders go with their last file
    bad=$(find "$root/lake/quarantine" -name '*.ndjson' -exec cat {} + | wc -l)
    audit=$("$project/lamella" verify t --config "$root/lamella.yaml" --root "$root" --json)
    table=$(printf '%s' "$audit" | tr ',{' '\n\n' | sed -n 's/.*"rows" *: *\([0-9]*\).*/\1/p' | awk "NR == 1")
    left=$(find "$root/lake/staged" -type f | wc -l)
    before=$((table - by_last))
    echo "landed $next, in the table $table, in quarantine $bad, still staged $left; $before published by earlier runs"
    [ "$left" -eq 0 ] && [ $((table + bad)) -eq "$next" ] || { echo "the rows do not add up" >&2; exit 1; }
}
