// Sends two events to Waybill: node send.mjs
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const run = `node-${randomUUID()}`; // ids of our own: sending again stores nothing twice
const events = [
  { eventID: `${run}-1`, eventType: "LOGIN", eventDetails: { user: "ada", mfa: true } },
  { eventID: `${run}-2`, eventType: "LOGOUT", eventDetails: { user: "ada" } },
];
const request = {
  method: "POST",
  headers: { Authorization: `Bearer ${process.env.WAYBILL_API_KEY}`, "Content-Type": "application/x-ndjson" },
  body: events.map((event) => JSON.stringify(event)).join("\n"),
};
for (let attempt = 0; ; attempt++) {
  let wait = Math.min(30, 2 ** attempt);
  try {
    const answer = await fetch(`${process.env.WAYBILL_HOST}/api/audit/events`, { ...request, signal: AbortSignal.timeout(60_000) });
    const text = await answer.text();
    if (![429, 500, 502, 503, 504].includes(answer.status) || attempt === 8) {
      console.log(text);
      process.exit(answer.status === 200 && JSON.parse(text).rejected.length === 0 ? 0 : 1);
    }
    wait = Number(answer.headers.get("Retry-After") ?? wait);
  } catch (error) {
    if (attempt === 8) throw error;
  }
  await sleep(wait * 1000);
}
