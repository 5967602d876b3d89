/** socat without fork serves one connection and is gone. The checks have no part in it, and the verdict must not blame them. */
import { test } from "vitest";
import { clientsAccepted, stormAt, outcomeOf } from "../support/services/real-run";
import { times } from "../support/services/service";
import { socatOnce } from "../support/services/socat";
import { hasTool } from "../support/tools";

const INCONCLUSIVE = { verdict: "inconclusive", code: 110, junit: "error" };
const accepted = / accepting connection from /g;

test
  .skipIf(!hasTool("socat"))
  .concurrent("its first client ends it: clients alone bring it down", async ({ expect, onTestFinished }) => {
    const server = await socatOnce();
    onTestFinished(() => server.stop());
    const settings = { CHECKER: "rst", CLIENT: "send-expect", CLIENT_SEND: "ping", CLIENT_EXPECT: "ping" };
    const run = await stormAt(`127.0.0.1:${server.port}`, settings);

    expect(outcomeOf(run), run.stdout).toMatchObject(INCONCLUSIVE);
    expect(run.journal.cause).toBe("refused");
    expect(run.journal.reason).toMatch(
      /^Clients alone bring it down: the first one was accepted, then none of \d+, before /,
    );
    expect([clientsAccepted(run), times(server, accepted)]).toEqual([1, 1]);
  });

test
  .skipIf(!hasTool("socat"))
  .concurrent("our own first contact ends it: the report says so", async ({ expect, onTestFinished }) => {
    const server = await socatOnce();
    onTestFinished(() => server.stop());
    const run = await stormAt(`127.0.0.1:${server.port}`, { CHECKER: "rst", CLIENT: "auto" });

    expect(outcomeOf(run), run.stdout).toMatchObject(INCONCLUSIVE);
    expect(run.journal.cause).toBe("refused");
    expect(run.journal.reason).toMatch(
      /^Not one of \d+ clients was accepted before the first check was sent: nothing listened/,
    );
    expect(run.journal.notes[0]).toMatch(/after the first contact, which may be what ended it \(refused: /);
    expect([clientsAccepted(run), times(server, accepted)]).toEqual([0, 1]);
  });
