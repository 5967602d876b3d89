/**
 * The mysql client and MariaDB's books: its counters, its host cache, its log.
 *
 * One server for all tests. It keeps a book for each address but 127.0.0.1, so each test comes from an address of its own, which has a name for
 * this server alone.
 */
import { afterAll, beforeAll, describe, test } from "vitest";
import { runStorm, SHORT } from "../support/k6";
import { abnormal } from "../support/services/abnormal";
import { isRoot } from "../support/services/daemon";
import { mariaDb, NORMAL, type MariaDb } from "../support/services/mariadb";
import { POLITE, POLITE_LONG } from "../support/services/polite";
import { clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { refusalLine } from "../support/services/refusal-line";
import { hasTool } from "../support/tools";

const there = isRoot && ["mariadbd", "mariadb-install-db", "mariadb", "unshare"].every(hasTool);

const SOURCES = {
  known: "127.0.0.2",
  named: "127.0.0.3",
  denied: "127.0.0.4",
  secure: "127.0.0.5",
  auto: "127.0.0.6",
  greeting: "127.0.0.7",
  blocked: "127.0.0.8",
};
type Name = keyof typeof SOURCES;

const HOSTS = ["127.0.0.1 localhost", ...Object.entries(SOURCES).map(([name, ip]) => `${ip} ${name}.example`)];
const ACCOUNTS = [
  "CREATE USER 'probe'@'known.example', 'storm'@'named.example', 'probe'@'auto.example';",
  "CREATE USER 'storm'@'secure.example' REQUIRE SSL;",
  // A host without any account is turned away before it can log in.
  "CREATE USER 'somebody'@'%.example' IDENTIFIED BY 'no secret';",
  "",
].join("\n");
const DENIED = /\[Warning\] Access denied for user 'probe'@'(denied|blocked)\.example' \(using password: NO\)/;
/** Connections that left without an answer to the greeting: our first contacts, and the checks that were to do harm. */
const LEFT =
  /\[Warning\] Aborted connection .* host: '((auto|greeting|blocked)\.example|127\.0\.0\.8)' \(.* without authentication\)/;
const MOST_ERRORS = 5;

describe.skipIf(!there)("MariaDB", { timeout: 300_000 }, () => {
  let server: MariaDb;
  let target: string;

  beforeAll(async () => {
    server = await mariaDb({
      init: ACCOUNTS,
      hosts: HOSTS,
      tls: true,
      options: ["performance-schema=ON", `max-connect-errors=${MOST_ERRORS}`],
    });
    target = `127.0.0.1:${server.port}`;
  });
  afterAll(() => server?.stop());

  /** What stands against an address. */
  const book = (name: Name) => {
    const [row] = server.query(
      `SELECT HOST_VALIDATED, SUM_CONNECT_ERRORS, COUNT_HANDSHAKE_ERRORS, COUNT_AUTHENTICATION_ERRORS, COUNT_HOST_BLOCKED_ERRORS
         FROM performance_schema.host_cache WHERE IP = '${SOURCES[name]}'`,
    );
    const [validated, ...counts] = row!.split("\t");
    const [sum, handshake, authentication, blocked] = counts.map(Number);
    return { validated, sum, handshake, authentication, blocked };
  };
  const CLEAN = { validated: "YES", sum: 0, handshake: 0, authentication: 0, blocked: 0 };

  test.concurrent.for([
    { name: "known", settings: {} },
    { name: "named", settings: { CLIENT_USER: "storm" } },
  ] as const)("clients that log in leave nothing in its books: $settings", async ({ name, settings }, { expect }) => {
    const source = { CLIENT: "mysql", CLIENT_SOURCE: SOURCES[name] };
    const run = await stormAt(target, { ...POLITE_LONG, ...source, ...settings });

    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(run.journal).toMatchObject({ evidence: "service", client: { kind: "mysql" } });
    expect(clientsAccepted(run)).toBeGreaterThanOrEqual(500);
    expect(book(name)).toEqual(CLEAN);
  });

  test.concurrent("clients denied at the login do not count towards max_connect_errors", async ({ expect }) => {
    const run = await stormAt(target, { ...POLITE_LONG, CLIENT: "mysql", CLIENT_SOURCE: SOURCES.denied });
    const denied = clientsAccepted(run);

    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(denied).toBeGreaterThanOrEqual(500);
    expect(book("denied")).toEqual(CLEAN);
    // Each is a line in the log, and the report says so.
    expect(server.log().match(/Access denied for user 'probe'@'denied\.example'/g)!.length).toBe(denied);
    expect(run.journal.notes.join()).toMatch(/denied counts towards Aborted_connects/);
  });

  test.concurrent("inside TLS, begun as the protocol begins it", async ({ expect }) => {
    const login = { CLIENT: "mysql", CLIENT_USER: "storm", CLIENT_TLS: "insecure" };
    const run = await stormAt(target, { ...POLITE, ...login, CLIENT_SOURCE: SOURCES.secure });

    // The account lets nobody in without it.
    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(book("secure")).toEqual(CLEAN);
  });

  test.concurrent("auto knows it by its greeting, and logs in from the second contact on", async ({ expect }) => {
    const run = await stormAt(target, { ...POLITE, CLIENT: "auto", CLIENT_SOURCE: SOURCES.auto });

    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(run.journal.client.kind).toBe("mysql");
    expect(run.journal.notes.join()).toMatch(/CLIENT=auto chose mysql: the first contact was greeted with /);
    // The first contact could not know yet, and counted; the login behind it has wiped that out.
    expect(book("auto")).toEqual({ ...CLEAN, handshake: 1 });
  });

  test.concurrent("greeting would leave without a login: refused after one contact", async ({ expect }) => {
    const settings = { ...SHORT, TARGET: target, CLIENT: "greeting", CLIENT_SOURCE: SOURCES.greeting };
    const { code, stdout, stderr, journal } = await runStorm({ settings });

    expect({ code, stdout, journal }).toEqual({ code: 104, stdout: "", journal: null });
    expect(refusalLine(stderr)).toMatch(
      /^CLIENT: expected CLIENT=mysql, .*, got "greeting": the target speaks MySQL \("[^"]*MariaDB[^"]*"\) /,
    );
    await expect.poll(() => book("greeting")).toEqual({ ...CLEAN, sum: 1, handshake: 1 });
  });

  test.concurrent("a blocked host is told so, and is not let in", async ({ expect }) => {
    // Checks that read the greeting and leave are what it counts. Their clients are denied at the login, or it would forget.
    const settings = { CHECKER: "greeting-wait", SOURCES: SOURCES.blocked, CLIENT_SOURCE: SOURCES.blocked };
    const run = await stormAt(target, { ...POLITE, ...settings, CLIENT: "mysql" });

    expect(outcomeOf(run), run.stdout).toMatchObject({ verdict: "wedged", code: 99, junit: "failure" });
    expect(run.journal.cause).toBe("rejected");
    const { attempts, accepted, causes } = run.journal.phases.recovery!.clients;
    expect({ accepted, causes }).toEqual({ accepted: 0, causes: { rejected: attempts } });
    expect(book("blocked")).toMatchObject({ sum: MOST_ERRORS, handshake: MOST_ERRORS });
  });

  test("nothing but normal lines in its log, and nobody left in the middle of a session", ({ expect }) => {
    expect(abnormal(server.log(), [...NORMAL, DENIED, LEFT])).toEqual([]);
    expect(server.status("Aborted_clients")).toBe(0);
  });
});
