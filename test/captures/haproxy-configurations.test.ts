/**
 * Configurations as text, run by the real HAProxy and by us, side by side: the same packets with the same bytes, the service sees the
 * same, and the checks come at the same pace.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { RUN_FLAGS, settingFlags } from "../../lib/node/k6-start";
import { K6, SCRIPT } from "../support/k6";
import { certificateFiles } from "../support/services/certificate-files";
import { canCapture, hasTool } from "../support/tools";
import { capture, type Connection } from "./haproxy/capture";
import { configurations } from "./haproxy/configurations";
import { haproxy } from "./haproxy/haproxy";
import { canNetwork, CLIENTS, HAPROXY, network, OURS, SERVICE, type Network } from "./haproxy/network";
import { peer, type Move, type View } from "./haproxy/peer";
import { seen, stalled, told } from "./haproxy/telling";

/** Checks of each that are compared, at the least. */
const LEAST = 8;
const STORM_SECONDS = 5;
/** Runs at the same time, each with its own HAProxy. */
const SIDE_BY_SIDE = 4;
/** The tolerance of the mean time from one check to the next, as a share. */
const CADENCE = 0.05;

const portOf = (i: number) => 4_000 + 2 * i;
const filled = (text: string, i: number) =>
  text.replace(/PORT2/g, String(portOf(i) + 1)).replace(/PORT/g, String(portOf(i)));

interface Met {
  connections: readonly Connection[];
  views: View[];
  failures: string[];
}

async function meet(): Promise<Met> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-configurations-"));
  const cleanUp = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const net = await network();
    cleanUp.push(net.close);
    const scripts: Record<number, Move[]> = {};
    configurations.forEach(({ service, second }, i) => {
      scripts[portOf(i)] = service;
      if (second !== undefined) scripts[portOf(i) + 1] = second;
    });
    const services = await peer(net, scripts, certificateFiles(folder));
    cleanUp.push(services.stop);
    const packets = await capture(net);
    cleanUp.push(packets.stop);

    const failures: string[] = [];
    let next = 0;
    const inTurn = async () => {
      for (let i = next++; i < configurations.length; i = next++) {
        const own = join(folder, String(i));
        mkdirSync(own);
        const text = filled(configurations[i]!.text, i);
        const real = haproxy(net, own, text);
        try {
          failures[i] = await Promise.race([storm(net, own, text, portOf(i)), real.ended]);
        } finally {
          await real.stop();
        }
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, inTurn));
    const views = await services.views();
    return { connections: await packets.upToMark(), views, failures };
  } finally {
    cleanUp.reverse().forEach((clean) => clean());
  }
}

/** A run with that file for its CHECKER; what went wrong, or nothing. Its verdict is not asked: the clients here prove little. */
function storm(net: Network, folder: string, text: string, port: number): Promise<string> {
  const file = join(folder, "ours.cfg");
  writeFileSync(file, text);
  const settings = {
    ...{ CHECKER: `file:${file}`, TARGET: `${SERVICE}:${port}`, SPEEDUP: 1, SOURCES: OURS, CLIENT_SOURCE: CLIENTS },
    ...{ CLIENT: "connect", BASELINE: "1s", STORM: `${STORM_SECONDS}s`, NIGHT: "0s", RECOVERY: "1s" },
  };
  const [command, ...args] = [
    ...[...net.checkers, "timeout", "60", K6, "run", "--no-color", ...RUN_FLAGS, SCRIPT],
    ...settingFlags(settings),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", reject);
    // Held, a lost gate, inconclusive; anything else is no run.
    child.on("close", (code) => resolve([0, 99, 110].includes(code ?? -1) ? "" : said));
  });
}

const of = (connections: readonly Connection[], from: string, port: number) =>
  connections.filter((connection) => connection.from === from && connection.port === port);

/**
 * Mean seconds from one check's SYN to the next one's, over the fastest quarter: both wait for their interval after a check has ended, so a
 * busy machine makes a period longer and never shorter.
 */
function period(connections: readonly Connection[]): number {
  const begins = connections.map(({ segments }) => segments[0]!.time);
  const periods = begins.slice(1).map((time, i) => time - begins[i]!);
  const fastest = periods.sort((a, b) => a - b).slice(0, Math.ceil(periods.length / 4));
  return fastest.reduce((sum, time) => sum + time, 0) / fastest.length;
}

const canMeet = canCapture && canNetwork && ["haproxy", "openssl", "python3"].every(hasTool);

describe.skipIf(!canMeet)("as HAProxy with the same file", () => {
  let met: Met;
  beforeAll(async () => {
    met = await meet();
  });

  test.each(configurations.map((one, i) => ({ ...one, i })))("$title", ({ i, second, mask, race }) => {
    expect(met.failures[i]).toBe("");
    const ports = second === undefined ? [portOf(i)] : [portOf(i), portOf(i) + 1];
    for (const port of ports) {
      const by = (from: string) => {
        // The first ones say what the last one, which may have been cut off, would have said.
        const whole = of(met.connections, from, port).slice(0, -1);
        const told_ = whole.filter((connection) => !stalled(connection));
        expect(told_.length, `checks from ${from}`).toBeGreaterThanOrEqual(LEAST);
        const view = ({ fromPort }: Connection) =>
          met.views.find((one) => one.port === port && one.from === from && one.fromPort === fromPort);
        const texts = new Set(told_.map((one) => `${told(one, mask)}\nthe service: ${seen(view(one), one, mask)}`));
        return { texts, whole };
      };
      const [real, own] = [by(HAPROXY), by(OURS)];
      const possible = ({ texts }: { texts: Set<string> }) =>
        new Set([...texts, ...(race ? [...texts].map(race) : [])]);
      expect(possible(own)).toEqual(possible(real));
      expect([...own.texts].some((text) => real.texts.has(text))).toBe(true);
      const [pace, measure] = [period(own.whole), period(real.whole)];
      expect(Math.abs(pace / measure - 1), `${pace} s against ${measure} s`).toBeLessThan(CADENCE);
    }
  });
});
