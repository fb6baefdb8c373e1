#!/usr/bin/env bash
# 食い違い、古い図と頁を確かめ、BASE からの見直しを OUTPUT に作る。どれかが見つかっても続け、終わりに 1 で終わる。
set -uo pipefail
failed=0
known=()
if [ -f "${BASELINE:-}" ]; then known=(--baseline "$BASELINE"); fi

piaflow check "$MODELS" --format "${FORMAT:-github}" --fail-on "${FAIL_ON:-error}" "${known[@]}" || failed=1
piaflow draw --all "$MODELS" -o diagrams --check || failed=1
if [ -f README.md ]; then piaflow draw --into README.md --check || failed=1; fi

if [ -n "${BASE:-}" ]; then
  mkdir -p "$OUTPUT"
  piaflow review "$MODELS" --git "$BASE" -o "$OUTPUT/review.html" || failed=1
  piaflow review "$MODELS" --git "$BASE" -o "$OUTPUT/review.md" || failed=1
  if [ -f "$OUTPUT/review.md" ]; then cat "$OUTPUT/review.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
fi
exit "$failed"
