/** Held connections stay open for as long as they are meant to, and nothing is said meanwhile. */
import { describe, test } from "vitest";
import { closeGapMs, moves } from "../support/capture";
import { serveFlaw } from "../support/server";
import { canCapture } from "../support/tools";
import { captured } from "./captured";

describe.skipIf(!canCapture)("hold", () => {
  test.concurrent.for([
    { settings: { HOLD: "300ms" }, least: 300 },
    // To the end of a storm of 2 s; the eight are opened within its first second.
    { settings: {}, least: 1000 },
  ])("$settings", async ({ settings, least }, { expect, onTestFinished }) => {
    const server = await serveFlaw("healthy");
    onTestFinished(async () => void (await server.stop()));
    const { checks, journal } = await captured(server, { CHECKER: "hold", CLIENT: "connect", ...settings });

    expect(checks.length).toBe(journal.checkers[0]!.probes.sent);
    expect(Math.min(...checks.map(closeGapMs))).toBeGreaterThanOrEqual(least);
    for (const check of checks) expect(moves(check)).toBe(">S <SA >A >FA <FA");
  });
});
