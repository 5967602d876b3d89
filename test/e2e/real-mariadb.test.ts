/** MariaDB, with the clients of examples/: its own counters are the witness. (The client by itself: polite-mysql.test.ts.) */
import { test } from "vitest";
import { mariaDb } from "../support/services/mariadb";
import { checksSent, clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
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
    expect(run.journal).toMatchObject({ evidence: "service", attribution: "strong", client: { kind: "mysql" } });
    expect(checksSent(run)).toBeGreaterThanOrEqual(20);
    // A reset connection reaches it and fails at the greeting; a half-open one never does.
    const checksSeen = CHECKER === "rst" ? checksSent(run) : 0;
    expect(server.status("Aborted_connects")).toBe(checksSeen);
    // A client that logs in and leaves without COM_QUIT would count here.
    expect(server.status("Aborted_clients")).toBe(0);
    expect(server.status("Connections")).toBeGreaterThanOrEqual(clientsAccepted(run) + checksSeen);
  },
);
