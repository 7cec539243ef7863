#!/usr/bin/env bash
# One large NDJSON log, cut at line ends by `parallel --pipepart`; each part goes to the standard input of a process.
# Usage: pipepart.sh LOG [options of codegen validate]
set -euo pipefail
read -ra codegen <<<"${CODEGEN:-npx codegen}"
read -ra parallel <<<"${PARALLEL_COMMAND:-parallel}"
log=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A part with problems is no reason to stop: what counts is that each comes to its end.
"${parallel[@]}" --quote --pipepart --arg-file "$log" --block "${BLOCK:--1}" --recend '\n' \
  --files --tmpdir "$folder" --joblog "$folder/jobs" \
  "${codegen[@]}" validate - --part '{#}' --stdin-name "$log" --input-format ndjson --jobs 1 --format json "$@" \
  >"$folder/reports" || true
if awk 'NR > 1 && ($7 > 2 || $8 != 0) { bad = 1 } END { exit !bad }' "$folder/jobs"; then
  echo "A part was not read to its end." >&2
  exit 2
fi
reports=()
while IFS= read -r file; do reports+=("$file"); done <"$folder/reports"
"${codegen[@]}" report merge "${reports[@]}" --format "${FORMAT:-pretty}"
