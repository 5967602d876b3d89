/**
 * compare-checkers on a service that one check ends: smtp-server 3.18.5 for Node with `useProxy`, where a connection that is reset before
 * its PROXY header ends the process (https://github.com/nodemailer/smtp-server/issues/257).
 */
import { expect, onTestFinished, test } from "vitest";
import { compare, rowsOf } from "../support/comparison";
import { freePort } from "../support/services/free-port";
import { resetUrl } from "../support/services/reset-url";
import type { Service } from "../support/services/service";
import { smtpServerNode } from "../support/services/smtp-server-node";
import { hasTool } from "../support/tools";

const SETTINGS = { CONFIG: "examples/smtp-behind-proxy.yaml", CHECKERS: "hold,rst,half-open,fin" };

/** The one that runs now, on a port that stays the same, and all that have been. */
async function supervised() {
  const port = await freePort();
  const all = [smtpServerNode("3.18.5", port)];
  onTestFinished(async () => void (await Promise.all((await Promise.all(all)).map((service) => service.stop()))));
  await all[0];
  return {
    target: `127.0.0.1:${port}`,
    /** Says that it does, and goes on to. */
    async restart() {
      await (await all[all.length - 1]!).stop();
      all.push(smtpServerNode("3.18.5", port));
    },
    services: (): Promise<Service[]> => Promise.all(all),
  };
}

const ENDED = /Unhandled 'error' event[\s\S]*ECONNRESET/;

test.skipIf(!hasTool("socat"))("with RESET_URL: the right row for each arm", async () => {
  const { target, restart, services } = await supervised();
  const reset = await resetUrl(restart);
  onTestFinished(() => reset.stop());
  const run = await compare({ ...SETTINGS, TARGET: target, RESET_URL: `POST ${reset.url}` });

  expect(rowsOf(run), run.stdout).toEqual([
    { name: "half-open", verdict: "held", cause: null },
    { name: "fin", verdict: "held", cause: null },
    { name: "rst", verdict: "wedged", cause: "refused" },
    { name: "hold", verdict: "held", cause: null },
  ]);
  expect(run.code).toBe(99);
  // Before the first contact and between arms: a fresh process for each, and only the one that met `rst` has died of it.
  expect(reset.calls()).toBe(4);
  expect((await services()).map((service) => ENDED.test(service.log()))).toEqual([false, false, false, true, false]);
  for (const { phases } of run.comparison.arms) expect(phases.baseline!.clients.acceptedRatio).toBe(1);
});

test("without RESET_URL: what comes after the harm is not run on a corpse", async () => {
  const { target, services } = await supervised();
  const run = await compare({ ...SETTINGS, TARGET: target });

  expect(rowsOf(run), run.stdout).toEqual([
    { name: "half-open", verdict: "held", cause: null },
    { name: "fin", verdict: "held", cause: null },
    { name: "rst", verdict: "wedged", cause: "refused" },
    { name: "hold", verdict: "inconclusive", cause: null },
  ]);
  const why = "rst left the target wedged, and nothing restarts it without RESET_URL";
  expect(run.comparison.arms[3]).toMatchObject({ notRun: why, reason: `Not run: ${why}.`, phases: {} });
  expect(run.comparison).toMatchObject({ verdict: "wedged", unknown: ["hold"], safe: ["half-open", "fin"] });
  expect(run.stdout.replace(/\s+/g, " ")).toContain(`Not run: hold, because ${why}.`);
  expect((await services()).map((service) => ENDED.test(service.log()))).toEqual([true]);
});

test.skipIf(!hasTool("socat"))(
  "a RESET_URL that does not restart it is told, and costs the next arm alone",
  async () => {
    const { target, restart } = await supervised();
    let calls = 0;
    const reset = await resetUrl(() => {
      // The first call comes before the first arm.
      if (++calls === 2) throw new Error("no such unit");
      return restart();
    });
    onTestFinished(() => reset.stop());
    const url = reset.url.replace("//", "//ops:hunter2@");
    const run = await compare({ ...SETTINGS, CHECKERS: "fin,half-open,hold", TARGET: target, RESET_URL: url });

    expect(rowsOf(run), run.stdout).toEqual([
      { name: "half-open", verdict: "held", cause: null },
      { name: "fin", verdict: "inconclusive", cause: null },
      { name: "hold", verdict: "held", cause: null },
    ]);
    expect(run.comparison.arms[1]!.notRun).toMatch(/^RESET_URL did not restart it \(GET http:\/\/…@.*: status 500\)$/);
    expect(run.code).toBe(110);
    expect(JSON.stringify(run)).not.toContain("hunter2");
  },
);
