/** Clients that may be under way at the same time: each is a VU of k6 with its own memory, and k6 makes all of them at the start. */
import { DRAIN_MS } from "../wire/client-wire";
import type { StormConfig } from "../model/config";
import { refusal } from "../text/refusal";
import { durationText } from "../text/duration";

/** About 3 GB of k6. */
const MOST = 10_000;

export function enforceClientSlots({ client, given }: Pick<StormConfig, "client" | "given">): void {
  const { ratePerSecond, timeoutMs } = client;
  const slots = clientSlots(client) - 1;
  if (slots <= MOST) return;
  const rate = Math.floor((MOST * 100_000) / (timeoutMs + DRAIN_MS)) / 100;
  const slowestMs = Math.floor((MOST * 1_000) / ratePerSecond - DRAIN_MS);
  const byTimeout =
    given.some(({ name }) => name === "CLIENT_TIMEOUT") && !given.some(({ name }) => name === "CLIENT_RATE");
  const fits = [
    `CLIENT_RATE=${rate >= 1 ? Math.floor(rate) : rate}`,
    ...(slowestMs >= 1 ? [`CLIENT_TIMEOUT=${durationText(slowestMs)}`] : []),
  ];
  throw refusal(
    byTimeout ? "CLIENT_TIMEOUT" : "CLIENT_RATE",
    byTimeout ? durationText(timeoutMs) : String(ratePerSecond),
    (byTimeout ? fits.reverse() : fits).join(" or "),
    {
      why: `${ratePerSecond} clients a second, each for up to ${durationText(timeoutMs)}, are ${slots} at the same time, and ${MOST} are the most`,
    },
  );
}

/** How many VUs make clients of whom none waits for another: an attempt keeps a VU for its timeout and its goodbye. */
export function clientSlots({
  ratePerSecond,
  timeoutMs,
}: Pick<StormConfig["client"], "ratePerSecond" | "timeoutMs">): number {
  return Math.ceil((ratePerSecond * (timeoutMs + DRAIN_MS)) / 1_000) + 1;
}
