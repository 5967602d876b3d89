/** The time between the handshake's ACK and the RST, on the wire, is the one that was asked for. */
import { describe, test } from "vitest";
import { closeGapMs } from "../support/capture";
import { serveFlaw } from "../support/server";
import { canCapture } from "../support/tools";
import { captured } from "./captured";

/** A time as captured is exact to a quarter of a microsecond, and a gap has two of them. */
const EXACT_MS = 0.001;

describe.skipIf(!canCapture)("delayed-close", () => {
  // The median may be late, because the machine has other things to do; no RST may be early.
  test.concurrent.for([
    { delay: "10ms", least: 10, median: 30 },
    { delay: "0.5ms", least: 0.5, median: 10 },
  ])("DELAY=$delay", async ({ delay, least, median }, { expect, onTestFinished }) => {
    const server = await serveFlaw("healthy");
    onTestFinished(async () => void (await server.stop()));
    const { checks, journal } = await captured(server, { CHECKER: "delayed-close", DELAY: delay, CLIENT: "connect" });

    const gaps = checks.map(closeGapMs).sort((a, b) => a - b);
    expect(gaps).toHaveLength(journal.checkers[0]!.probes.sent);
    expect(gaps[0]).toBeGreaterThanOrEqual(least - EXACT_MS);
    expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThanOrEqual(median);
    expect(journal.checkers[0]!.delayMs).toBe(least);
  });
});

// Once the handshake is over the kernel may serve the service first, and others: who connects sees the connection late, and an RST
// that is sent "at once" then is not. The run must know.
test
  .skipIf(!canCapture)
  .concurrent("rst: the gap as reported is the one on the wire", async ({ expect, onTestFinished }) => {
    const server = await serveFlaw("healthy");
    onTestFinished(async () => void (await server.stop()));
    const { checks, journal } = await captured(server, { CHECKER: "rst", CLIENT: "connect" });

    const gapsUs = checks.map((packets) => closeGapMs(packets) * 1000).sort((a, b) => a - b);
    const { probes, closeGapUs } = journal.checkers[0]!;
    expect(gapsUs).toHaveLength(probes.sent);
    expect(closeGapUs.p50).toBeGreaterThanOrEqual(gapsUs[Math.floor(gapsUs.length / 2)]! / 2);
    expect(closeGapUs.max).toBeGreaterThanOrEqual(gapsUs.at(-1)! / 2);
  });
