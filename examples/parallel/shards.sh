#!/usr/bin/env bash
# Logs that every machine can read, in shards: each process reads the I-th of N parts of them all.
# Usage: shards.sh N LOG... [-- options of codegen validate]
set -euo pipefail
read -ra codegen <<<"${CODEGEN:-npx codegen}"
read -ra parallel <<<"${PARALLEL_COMMAND:-parallel}"
shards=$1
shift
logs=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  logs+=("$1")
  shift
done
[ $# -eq 0 ] || shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The reports come back on the standard output, from other machines as well; --files keeps each in a file.
seq "$shards" | "${parallel[@]}" --quote --files --tmpdir "$folder" --joblog "$folder/jobs" \
  "${codegen[@]}" validate "${logs[@]}" --shard "{}/$shards" --jobs 1 --format json "$@" >"$folder/reports" || true
if awk 'NR > 1 && ($7 > 2 || $8 != 0) { bad = 1 } END { exit !bad }' "$folder/jobs"; then
  echo "A shard was not read to its end." >&2
  exit 2
fi
reports=()
while IFS= read -r file; do reports+=("$file"); done <"$folder/reports"
"${codegen[@]}" report merge "${reports[@]}" --format "${FORMAT:-pretty}"
