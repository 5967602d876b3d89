/** Over IPv6 the packets are the same. */
import { describe, test } from "vitest";
import { capture, moves } from "../support/capture";
import { clients } from "../support/journal";
import { runStorm } from "../support/k6";
import { serveFlaw } from "../support/server";
import { canCapture } from "../support/tools";
import { BRIEF } from "./captured";

describe.skipIf(!canCapture)("IPv6", () => {
  test("rst at [::1]", async ({ expect, onTestFinished }) => {
    const server = await serveFlaw("healthy", { listen: "[::1]:0" });
    onTestFinished(async () => void (await server.stop()));
    const packets = await capture({ port: server.port });
    const { journal } = await runStorm({
      settings: { ...BRIEF, TARGET: server.address, CHECKER: "rst", CLIENT: "connect" },
    });
    const seen = (await packets.stop()).map(moves);
    const { accepted, eof, reset } = await server.stop();

    const sent = journal!.checkers[0]!.probes.sent;
    const came = clients(journal!);
    expect(server.address).toMatch(/^\[::1\]:/);
    expect(sent).toBeGreaterThanOrEqual(20);
    expect(seen.filter((line) => line === ">S <SA >A >RA")).toHaveLength(sent);
    expect(seen.filter((line) => line === ">S <SA >A >FA <FA")).toHaveLength(came);
    expect({ accepted, eof, reset }).toEqual({ accepted: sent + came, eof: came, reset: sent });
  });
});
