/**
 * Real HAProxy and ours, side by side, towards the same services over the same cable: the same packets in the same order with the
 * same bytes, and the service sees the same.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ExchangeSpec } from "../../lib/model/extension";
import { certificateFiles } from "../support/services/certificate-files";
import { canCapture, hasTool } from "../support/tools";
import { capture, type Connection } from "./haproxy/capture";
import { checks } from "./haproxy/checks";
import { exchanges } from "./haproxy/exchanges";
import { configuration, haproxy } from "./haproxy/haproxy";
import { canNetwork, HAPROXY, network, OURS, SERVICE } from "./haproxy/network";
import { ours, type Result } from "./haproxy/ours";
import { peer, type View } from "./haproxy/peer";
import { seen, stalled, told } from "./haproxy/telling";

const COUNT = 10;
const LEAST = 5;
const INTERVAL_MS = 200;

const portOf = (i: number) => 4000 + i;

interface Met {
  /** HAProxy's own word on each backend. */
  statuses: Map<string, string>;
  results: Result[];
  connections: readonly Connection[];
  views: View[];
}

async function meet(): Promise<Met> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-haproxy-"));
  const cleanUp = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const net = await network();
    cleanUp.push(net.close);
    const scripts = Object.fromEntries(checks.map(({ service }, i) => [portOf(i), service]));
    const services = await peer(net, scripts, certificateFiles(folder));
    cleanUp.push(services.stop);
    const packets = await capture(net);
    cleanUp.push(packets.stop);

    const backends = checks.map(({ lines = [], server = "" }, i) => ({
      name: `b${i}`,
      port: portOf(i),
      lines,
      server,
    }));
    const real = haproxy(net, folder, configuration(backends, INTERVAL_MS));
    let statuses: Met["statuses"];
    try {
      // A server line makes one check after the other, so the next one's SYN ends the one before.
      const enough = packets.until((all) => checks.every((_, i) => of(all, HAPROXY, portOf(i)).length > COUNT));
      await Promise.race([enough, real.ended]);
      statuses = await real.statuses();
    } finally {
      await real.stop();
    }

    const specs = checks.map(({ name, title }, i): [string, ExchangeSpec] => [
      title,
      { target: `${SERVICE}:${portOf(i)}`, source: OURS, role: "checker", name, ...exchanges[name] },
    ]);
    const results = await ours(net, folder, Object.fromEntries(specs), COUNT, INTERVAL_MS);
    const views = await services.views();
    return { statuses, results, connections: await packets.upToMark(), views };
  } finally {
    cleanUp.reverse().forEach((clean) => clean());
  }
}

const of = (connections: readonly Connection[], from: string, port: number) =>
  connections.filter((connection) => connection.from === from && connection.port === port);

const canMeet = canCapture && canNetwork && ["haproxy", "openssl", "python3"].every(hasTool);

describe.skipIf(!canMeet)("as HAProxy", () => {
  let met: Met;
  beforeAll(async () => {
    met = await meet();
  });

  test.each(checks.map((check, i) => ({ ...check, i })))("$title", ({ i, title, status, mask, race }) => {
    const by = (from: string, most: number) => {
      const whole = of(met.connections, from, portOf(i))
        .slice(0, most)
        .filter((connection) => !stalled(connection));
      expect(whole.length, `checks from ${from}`).toBeGreaterThanOrEqual(LEAST);
      const view = ({ fromPort }: Connection) =>
        met.views.find((one) => one.port === portOf(i) && one.from === from && one.fromPort === fromPort);
      return [...new Set(whole.map((one) => `${told(one, mask)}\nthe service: ${seen(view(one), one, mask)}`))];
    };
    // The last one of HAProxy's was cut off when it was stopped.
    const real = by(HAPROXY, COUNT);
    const own = by(OURS, Infinity);
    const possible = (texts: string[]) => new Set([...texts, ...(race ? texts.map(race) : [])]);
    expect(possible(own)).toEqual(possible(real));
    // Where a race is real, both have had at least one of its outcomes in common.
    expect(own.some((text) => real.includes(text))).toBe(true);
    expect(met.statuses.get(`b${i}/service`)).toBe(status);
    expect(met.results.filter(({ name, ok }) => name === title && !ok)).toEqual([]);
  });
});
