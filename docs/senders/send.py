"""Sends two events to Waybill: python3 send.py"""
import json, os, sys, time, urllib.error, urllib.request

# Each event has an id, made where it happened: sending it again stores nothing twice.
events = [
    {"eventID": "python-1", "eventType": "LOGIN", "eventDetails": {"user": "ada", "mfa": True}},
    {"eventID": "python-2", "eventType": "LOGOUT", "eventDetails": {"user": "ada"}},
]
request = urllib.request.Request(
    os.environ["WAYBILL_HOST"] + "/api/audit/events",
    data="\n".join(json.dumps(event) for event in events).encode(),
    headers={"Authorization": "Bearer " + os.environ["WAYBILL_API_KEY"], "Content-Type": "application/x-ndjson"},
)
for seconds in (1, 2, 4, 8, 16, 32, 64, 128):
    try:
        answer = json.load(urllib.request.urlopen(request, timeout=60))
        print(json.dumps(answer))
        sys.exit(1 if answer["rejected"] else 0)
    except urllib.error.HTTPError as error:
        if error.code not in (429, 500, 502, 503, 504):
            sys.exit(error.read().decode())
        seconds = int(error.headers.get("Retry-After", seconds))
    except OSError as lost:
        print(lost, file=sys.stderr)
    time.sleep(seconds)
sys.exit(1)
