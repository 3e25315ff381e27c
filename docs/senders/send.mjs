// Sends two events to Waybill: node send.mjs
import { setTimeout as sleep } from "node:timers/promises";

// Each event has an id, made where it happened: sending it again stores nothing twice.
const events = [
  { eventID: "node-1", eventType: "LOGIN", eventDetails: { user: "ada", mfa: true } },
  { eventID: "node-2", eventType: "LOGOUT", eventDetails: { user: "ada" } },
];
const request = {
  method: "POST",
  headers: { Authorization: `Bearer ${process.env.WAYBILL_API_KEY}`, "Content-Type": "application/x-ndjson" },
  body: events.map((event) => JSON.stringify(event)).join("\n"),
};
for (let seconds = 1; seconds <= 128; seconds *= 2) {
  let pause = seconds;
  try {
    const answer = await fetch(`${process.env.WAYBILL_HOST}/api/audit/events`, { ...request, signal: AbortSignal.timeout(60_000) });
    const text = await answer.text();
    if (![429, 500, 502, 503, 504].includes(answer.status)) {
      console.log(text);
      process.exit(answer.status === 200 && JSON.parse(text).rejected.length === 0 ? 0 : 1);
    }
    pause = Number(answer.headers.get("Retry-After") ?? seconds);
  } catch (lost) {
    console.error(lost);
  }
  await sleep(pause * 1000);
}
process.exit(1);
