/**
 * A FIN at once races with a service that speaks first: a greeting that is there before the close turns the FIN into an RST. Which
 * of the two left is the journal's fidelity: but for a greeting that arrives within the microseconds between the look at the
 * socket and its close.
 */
import { describe, test } from "vitest";
import { moves } from "../support/capture";
import { verified } from "../support/journal";
import { serveFlaw } from "../support/server";
import { canCapture } from "../support/tools";
import { captured } from "./captured";

describe.skipIf(!canCapture)("the race of FIN and greeting", () => {
  test.concurrent.for(["fin", "proxy-header"])("%s", async (style, { expect, onTestFinished }) => {
    const server = await serveFlaw("healthy-greeting");
    onTestFinished(async () => void (await server.stop()));
    const settings = { CHECKER: style, INTERVAL: "20ms", CLIENT: "greeting" };
    const { checks, journal } = await captured(server, settings);

    const seen = checks.map(moves);
    const closed = seen.filter((line) => />FA/.test(line));
    const reset = seen.filter((line) => /<PA\(12\).* >RA$/.test(line) && !/>FA/.test(line));
    expect(closed.length + reset.length).toBe(journal.checkers[0]!.probes.sent);
    const mistaken = verified(journal) - closed.length;
    expect(mistaken).toBeGreaterThanOrEqual(0);
    expect(mistaken).toBeLessThanOrEqual(seen.length / 20);
    // Both happen on one host; should one of them never happen, this test shows nothing.
    expect(closed.length).toBeGreaterThan(0);
    expect(reset.length).toBeGreaterThan(0);
  });
});
