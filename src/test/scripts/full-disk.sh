#!/usr/bin/env bash
# Lets `lamella run` work on a disk that is full, makes room, and counts: every row that landed must be in its table, once.
# The disk is a file system in memory, mounted in a name space of its own: Linux, where users may make those.
#
#   src/test/scripts/full-disk.sh
set -euo pipefail
project=$(cd "$(dirname "$0")/../../.." && pwd)
if [ "${1:-}" != mounted ]; then
    "$project/lamella" --version >/dev/null # builds, if that is needed
    exec unshare --map-root-user --mount "$0" mounted
fi
root=$(mktemp -d)
trap 'kill -9 "${worker:-$$}" 2>/dev/null || true; umount "$root"; rm -rf "$root" "$root.log"' EXIT
mount -t tmpfs -o size=6m tmpfs "$root"
# shellcheck source=folder.sh
. "$project/src/test/scripts/folder.sh"

for ((file = 0; file < 100; file++)); do
    land 2000
done
# Room for some of it.
room=$(df --output=avail -B 1024 "$root" | tail -n 1)
dd if=/dev/zero of="$root/filler" bs=1024 count=$((room - 400)) status=none
"${run[@]}" >"$root.log" 2>&1 &
worker=$!
# It goes on with what there is room for, and with the rest again and again.
for ((second = 0; second < 120; second++)); do
    full=$(grep -c 'No space left' "$root.log") || true
    [ "$full" -lt 20 ] || break
    sleep 1
done
kill -0 "$worker" || { echo "a full disk ended it:" >&2; tail "$root.log" >&2; exit 1; }
[ "$full" -ge 20 ] || { echo "the disk was never full" >&2; exit 1; }
grep 'No space left' "$root.log" | head -n 1
kill -9 "$worker"
wait "$worker" 2>/dev/null || true
rm "$root/filler"
mount -o remount,size=64m "$root"
finish
echo "every row once, after $full writes that found no room"
