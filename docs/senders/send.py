"""Sends two events to Waybill: python3 send.py"""
import json, os, sys, time, urllib.error, urllib.request, uuid

run = f"python-{uuid.uuid4()}"  # ids of our own: sending again stores nothing twice
events = [
    {"eventID": f"{run}-1", "eventType": "LOGIN", "eventDetails": {"user": "ada", "mfa": True}},
    {"eventID": f"{run}-2", "eventType": "LOGOUT", "eventDetails": {"user": "ada"}},
]
request = urllib.request.Request(
    os.environ["WAYBILL_HOST"] + "/api/audit/events",
    data="\n".join(json.dumps(event) for event in events).encode(),
    headers={"Authorization": "Bearer " + os.environ["WAYBILL_API_KEY"], "Content-Type": "application/x-ndjson"},
)
for attempt in range(9):
    wait = min(30, 2**attempt)
    try:
        answer = json.load(urllib.request.urlopen(request, timeout=60))
        print(json.dumps(answer))
        sys.exit(1 if answer["rejected"] else 0)
    except urllib.error.HTTPError as error:
        if error.code not in (429, 500, 502, 503, 504):
            sys.exit(error.read().decode())
        wait = int(error.headers.get("Retry-After", wait))
    except OSError as error:
        print(error, file=sys.stderr)
    time.sleep(wait if attempt < 8 else 0)
sys.exit("Waybill took nothing, or its answers were lost: run again with the same ids.")
