/** Python's http.server gives each connection a thread: known to stand resets. Its log is the witness. */
import { test } from "vitest";
import { httpServer } from "../support/services/http-server";
import { checksSent, clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
import { times } from "../support/services/service";
import { hasTool } from "../support/tools";

const served = /"GET \/ HTTP\/1\.1" 200 /g;
const reset = /^ConnectionResetError: /gm;

test.skipIf(!hasTool("python3")).concurrent.for(["rst", "half-open"])(
  "held under %s",
  async (CHECKER, { expect, onTestFinished }) => {
    const server = await httpServer();
    onTestFinished(() => server.stop());
    const run = await stormAt(`127.0.0.1:${server.port}`, { CHECKER, CLIENT: "http" });
    await server.stop();

    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(run.journal).toMatchObject({ evidence: "service", attribution: "strong", cause: null });
    expect(checksSent(run)).toBeGreaterThanOrEqual(20);
    expect(times(server, served)).toBe(clientsAccepted(run));
    // A half-open check never reaches it.
    expect(times(server, reset)).toBe(CHECKER === "rst" ? checksSent(run) : 0);
  },
);
