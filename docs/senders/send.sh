#!/bin/sh
# Sends two events to Waybill with curl: sh send.sh
set -eu

# Each event has an id, made where it happened: sending it again stores nothing twice.
events='{"eventID":"curl-1","eventType":"LOGIN","eventDetails":{"user":"ada","mfa":true}}
{"eventID":"curl-2","eventType":"LOGOUT","eventDetails":{"user":"ada"}}'
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
# curl repeats after 429, 500, 502, 503 and 504 and waits as Retry-After says. The key comes by stdin: arguments are public.
result=0
printf 'header = "Authorization: Bearer %s"\n' "$WAYBILL_API_KEY" |
  curl --config - --silent --show-error --fail-with-body --output "$answer" \
    --retry 8 --retry-connrefused --retry-max-time 120 --max-time 60 \
    --header 'Content-Type: application/x-ndjson' --data-binary "$events" "$WAYBILL_HOST/api/audit/events" || result=1
cat "$answer" && echo
grep -q '"rejected":\[\]' "$answer" || result=1
exit $result
