/** Real HAProxy and our checks meet the same services, by the same lines of a configuration. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildChecker } from "../../../lib/checkers/build-checker";
import { checkerSpecs } from "../../../lib/k6/specs";
import type { Checker } from "../../../lib/model/checker";
import type { ExchangeResult, ExchangeSpec } from "../../../lib/model/extension";
import { haproxy as importer } from "../../../lib/readers/haproxy/index";
import { certificateFiles } from "../../support/services/certificate-files";
import { haproxy } from "./haproxy";
import { network, OURS, SERVICE } from "./network";
import type { OutcomeCase } from "./outcome-cases";
import { oursOnce } from "./ours";
import { peer, type Move } from "./peer";

/** Where nobody listens. */
const SHUT = 3_999;
const portOf = (i: number) => 4_000 + 2 * i;
const filled = (text: string, i: number) =>
  text
    .replace(/PORT2/g, String(portOf(i) + 1))
    .replace(/PORT/g, String(portOf(i)))
    .replace(/SHUT/g, String(SHUT));

const configurationOf = (cases: readonly OutcomeCase[]) =>
  [
    "defaults\n  mode tcp\n  timeout connect 1s\n  timeout check 1500ms\n  timeout client 5s\n  timeout server 5s\n",
    ...cases.map(({ lines = [], server = "" }, i) => {
      const at = `server s ${SERVICE}:${portOf(i)} check inter 1s ${server}`;
      return [`backend b${i}`, ...[...lines, at].map((line) => `  ${filled(line, i)}`), ""].join("\n");
    }),
  ].join("\n");

export interface Met {
  real: Map<string, string>;
  durations: Map<string, number>;
  results: Map<string, ExchangeResult[]>;
  checkers: Map<string, Checker>;
}

function specsOf(checker: Checker, address: string): ExchangeSpec[] {
  const named = checker.connections.flatMap(({ host }) => host ?? []);
  const hosts = Object.fromEntries(named.map((host) => [host, host]));
  return checkerSpecs({ ...checker, sources: [OURS] }, 0, { address, hosts });
}

export async function meet(cases: readonly OutcomeCase[]): Promise<Met> {
  const text = configurationOf(cases);
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-outcomes-"));
  const cleanUp = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const net = await network();
    cleanUp.push(net.close);
    const scripts: Record<number, Move[]> = {};
    cases.forEach(({ service, second }, i) => {
      if (service !== undefined) scripts[portOf(i)] = service;
      if (second !== undefined) scripts[portOf(i) + 1] = second;
    });
    const services = await peer(net, scripts, certificateFiles(folder));
    cleanUp.push(services.stop);

    const process = haproxy(net, folder, text);
    let real: Met["real"];
    let durations: Met["durations"];
    try {
      real = await Promise.race([
        process.until((all) => all.size === cases.length && ![...all.values()].includes("INI")),
        process.ended,
      ]);
      durations = await process.durations();
    } finally {
      await process.stop();
    }

    const imported = importer.read({ name: "haproxy.cfg", text }).checks;
    const checkers = new Map(
      imported.map(({ selector, check }) => [selector, buildChecker({ kind: "preset", preset: check }, {})]),
    );
    const specs = imported.map(({ selector, server }): [string, ExchangeSpec[]] => [
      selector,
      specsOf(checkers.get(selector)!, server!),
    ]);
    const results = await oursOnce(net, folder, Object.fromEntries(specs));
    return { real, durations, results, checkers };
  } finally {
    cleanUp.reverse().forEach((clean) => clean());
  }
}
