/** MariaDB, with the clients of examples/: its own counters and its log are the witness. */
import { test } from "vitest";
import { runStorm, SHORT } from "../support/k6";
import { mariaDb } from "../support/services/mariadb";
import { checksSent, clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
import { refusalLine } from "../support/services/refusal-line";
import { times } from "../support/services/service";
import { hasTool } from "../support/tools";

const there = ["mariadbd", "mariadb-install-db", "mariadb"].every(hasTool);
/** The examples ask seldom, so that the server does not forget; a short baseline needs more. */
const CLIENT_RATE = "10";

test.skipIf(!there).concurrent.for(["rst", "half-open"])(
  "clients that log in: held under %s",
  async (CHECKER, { expect, onTestFinished }) => {
    const server = await mariaDb();
    onTestFinished(() => server.stop());
    const run = await stormAt(`127.0.0.1:${server.port}`, { CONFIG: "examples/mariadb.yaml", CHECKER, CLIENT_RATE });

    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(run.journal).toMatchObject({ evidence: "service", attribution: "strong", client: { kind: "steps" } });
    expect(checksSent(run)).toBeGreaterThanOrEqual(20);
    // A reset connection reaches it and fails at the greeting; a half-open one never does.
    const checksSeen = CHECKER === "rst" ? checksSent(run) : 0;
    expect(server.status("Aborted_connects")).toBe(checksSeen);
    // Whoever logs in and leaves without COM_QUIT would count here.
    expect(server.status("Aborted_clients")).toBe(0);
    expect(server.status("Connections")).toBeGreaterThanOrEqual(clientsAccepted(run) + checksSeen);
  },
);

test.skipIf(!there).concurrent("clients denied at the login: held under rst", async ({ expect, onTestFinished }) => {
  const server = await mariaDb();
  onTestFinished(() => server.stop());
  const settings = { CONFIG: "examples/mariadb-denied.yaml", CHECKER: "rst", CLIENT_RATE };
  const run = await stormAt(`127.0.0.1:${server.port}`, settings);

  expect(outcomeOf(run), run.stdout).toEqual(HELD);
  expect(times(server, /Access denied for user 'nobody-here'/g)).toBe(clientsAccepted(run));
});

test
  .skipIf(!there)
  .concurrent(
    "clients that would leave without a login: refused after two contacts",
    async ({ expect, onTestFinished }) => {
      const server = await mariaDb();
      onTestFinished(() => server.stop());
      const before = server.status("Connections");
      const run = await runStorm({ settings: { ...SHORT, TARGET: `127.0.0.1:${server.port}`, CLIENT: "auto" } });

      expect({ code: run.code, stdout: run.stdout, journal: run.journal }).toEqual({
        code: 104,
        stdout: "",
        journal: null,
      });
      expect(refusalLine(run.stderr)).toMatch(
        /^CLIENT: "auto" is refused: the target speaks MySQL \("[^"]*MariaDB[^"]*"\) .* examples\/mariadb\.yaml/,
      );
      // Both contacts, and the look at the counter itself.
      expect(server.status("Connections") - before).toBe(2 + 1);
    },
  );
