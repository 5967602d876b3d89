/** CLIENT=auto against services that say nothing: asked once by their port, and never taken at the kernel's word. */
import type { Socket } from "node:net";
import { describe, test, type ExpectStatic } from "vitest";
import type { ProtocolName } from "../../lib/model/config";
import { runStorm, SHORT } from "../support/k6";
import { expectReports } from "../support/reports";
import { abnormal } from "../support/services/abnormal";
import { isRoot, listens } from "../support/services/daemon";
import { hasServer } from "../support/services/has-server";
import * as memcached from "../support/services/memcached";
import * as nginx from "../support/services/nginx";
import { POLITE } from "../support/services/polite";
import * as postgres from "../support/services/postgres";
import { clientsAccepted, HELD, outcomeOf, stormAt, type RealRun } from "../support/services/real-run";
import * as redis from "../support/services/redis";
import { times, type Service } from "../support/services/service";
import { silent, witness } from "../support/witness";

interface Row {
  kind: ProtocolName;
  port: number;
  tool: string;
  start(port: number): Promise<Service>;
  served: RegExp;
  /** How many of the first contacts leave such a line: those that ask, and of some servers the one that listens as well. */
  contacts: number;
  normal: readonly RegExp[];
}

const rows: Row[] = [
  {
    kind: "redis",
    port: 6379,
    tool: "redis-server",
    start: (port) => redis.redis([], port),
    served: redis.ACCEPTED,
    contacts: 3,
    normal: redis.NORMAL,
  },
  {
    kind: "memcached",
    port: 11211,
    tool: "memcached",
    start: memcached.memcached,
    served: memcached.ACCEPTED,
    contacts: 2,
    normal: memcached.NORMAL,
  },
  {
    kind: "postgres",
    port: 5432,
    tool: "initdb",
    start: (port) => postgres.postgres("trust", [], port),
    served: postgres.RECEIVED,
    contacts: 3,
    normal: postgres.NORMAL,
  },
  {
    kind: "http",
    port: 8080,
    tool: "nginx",
    start: (port) => nginx.nginx(false, port),
    served: nginx.ACCEPTED,
    contacts: 2,
    normal: [...nginx.NORMAL, / \[info\] .* client closed connection while waiting for request/],
  },
];

describe.skipIf(!isRoot)("a silent service, asked by its port", { timeout: 300_000 }, () => {
  for (const { kind, port, tool, start, served, contacts, normal } of rows) {
    const missing = !hasServer(tool) || listens(port);
    test.skipIf(missing)(
      `${port}: auto takes ${kind}, and leaves no unusual line`,
      async ({ expect, onTestFinished }) => {
        const service = await start(port);
        onTestFinished(() => service.stop());
        const run = await stormAt(`127.0.0.1:${port}`, POLITE);
        // What it says of its own end is about nobody's contact.
        const log = service.log();
        await service.stop();

        expect(outcomeOf(run), run.stdout).toEqual(HELD);
        expect(run.journal).toMatchObject({ client: { kind }, evidence: "service" });
        expect(told(run)).toContain(`CLIENT=auto chose ${kind}: the first contact was not greeted within 1.5 s`);
        expect(times(service, served)).toBe(clientsAccepted(run) + contacts);
        expect(abnormal(log, normal)).toEqual([]);
      },
    );
  }

  test.skipIf(!hasServer("nginx") || !hasServer("openssl") || listens(8443))(
    "8443 with a certificate of its own: inconclusive, and the advice is what makes it held",
    async ({ expect, onTestFinished }) => {
      const service = await nginx.nginx(true, 8443);
      onTestFinished(() => service.stop());
      const target = "127.0.0.1:8443";
      const untrusted = await stormAt(target, POLITE);
      const insecure = await stormAt(target, { ...POLITE, CLIENT_TLS: "insecure" });

      expectInconclusive(expect, untrusted);
      expect(untrusted.journal.advice[0]).toContain(
        "name CLIENT=https. CLIENT_TLS=insecure takes any certificate; CLIENT_SNI names",
      );
      expect(outcomeOf(insecure), insecure.stdout).toEqual(HELD);
      expect(insecure.journal).toMatchObject({ client: { kind: "https" }, evidence: "service" });
    },
  );
});

describe("the kernel's word", () => {
  test("a port of nobody is asked nothing; without harm the run is inconclusive, unless it is accepted", async ({
    expect,
    onTestFinished,
  }) => {
    const target = await witness(silent);
    onTestFinished(() => target.stop());
    const refused = await stormAt(target.address, { CHECKER: "half-open" });
    const accepted = await stormAt(target.address, { CHECKER: "half-open", KERNEL_EVIDENCE: "accept" });

    expectInconclusive(expect, refused);
    expect(refused.journal.advice.join(" ")).toMatch(
      /^Name the client of the service's protocol.*KERNEL_EVIDENCE=accept/,
    );
    expect(outcomeOf(accepted), accepted.stdout).toEqual(HELD);
    expect(accepted.journal.evidence).toBe("kernel");
    expect(target.contacts.filter(({ received }) => received.length > 0)).toEqual([]);
  });

  test("harm is harm: a queue that grows", async ({ expect }) => {
    const run = await runStorm({ settings: { ...SHORT, CLIENT: "connect", CHECKER: "rst", THRESHOLDS: "lenient" } });
    const journal = await expectReports(run, "wedged");
    expect(journal.evidence).toBe("kernel");
  });

  test.skipIf(listens(1883))("a service that ends when it is asked: our question is named", async ({ expect }) => {
    const target = await witness((socket: Socket) => socket.on("data", () => void target.stop()), { port: 1883 });
    const run = await stormAt(target.address, { CHECKER: "half-open" });

    expect(run.journal).toMatchObject({ verdict: "inconclusive", cutShort: "no-control", cause: "refused" });
    expect(told(run)).toContain("did not let anybody in after it was asked as mqtt, which may be what ended it");
    expect(target.contacts.filter(({ received }) => received.length > 0)).toHaveLength(1);
  });
});

const told = ({ stdout }: RealRun) => stdout.replace(/\s+/g, " ");

function expectInconclusive(expect: ExpectStatic, run: RealRun): void {
  expect(outcomeOf(run), run.stdout).toMatchObject({
    verdict: "inconclusive",
    code: 110,
    junit: "error",
    clientsLost: 0,
  });
  expect(run.journal.reason).toContain("does not prove that it held");
  expect(run.journal.evidence).toBe("kernel");
}
