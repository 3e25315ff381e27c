#!/bin/sh
# Sends two events to Waybill with curl: sh send.sh
set -eu
: "${WAYBILL_HOST:?set it, for example to http://127.0.0.1:8080}" "${WAYBILL_API_KEY:?set it to a key with INGEST}"
run="curl-$(date +%s)-$$" # ids of our own: sending again stores nothing twice
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
events=$(
  echo "{\"eventID\":\"$run-1\",\"eventType\":\"LOGIN\",\"eventDetails\":{\"user\":\"ada\",\"mfa\":true}}"
  echo "{\"eventID\":\"$run-2\",\"eventType\":\"LOGOUT\",\"eventDetails\":{\"user\":\"ada\"}}"
)
# curl repeats after 429, 500, 502, 503 and 504 and waits as Retry-After says. The key comes by stdin: arguments are public.
result=0
printf 'header = "Authorization: Bearer %s"\n' "$WAYBILL_API_KEY" |
  curl --config - --silent --show-error --fail-with-body --output "$answer" \
    --retry 8 --retry-connrefused --retry-max-time 120 --max-time 60 \
    --header 'Content-Type: application/x-ndjson' --data-binary "$events" "$WAYBILL_HOST/api/audit/events" || result=1
cat "$answer" && echo
grep -q '"rejected":\[\]' "$answer" || result=1
exit $result
