/** The word for a check's outcome: real HAProxy's own, for the same configuration text and the same answers, is the measure. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import type { Checker } from "../../lib/model/checker";
import { haproxy as importer } from "../../lib/readers/haproxy/index";
import { checkerSpecs } from "../../lib/k6/specs";
import { checkStatus } from "../../lib/checkers/check-status";
import type { ExchangeResult, ExchangeSpec } from "../../lib/model/extension";
import { certificateFiles } from "../support/services/certificate-files";
import { hasTool } from "../support/tools";
import { haproxy } from "./haproxy/haproxy";
import { canNetwork, network, OURS } from "./haproxy/network";
import { oursOnce } from "./haproxy/ours";
import { outcomeCases } from "./haproxy/outcome-cases";
import { outcomeFile, outcomeScripts } from "./haproxy/outcome-file";
import { peer } from "./haproxy/peer";

/** The times differ by half seconds: neither is ever early, and a busy machine may make both late. */
const halfSeconds = (ms: number) => Math.floor((ms + 50) / 500) * 500;

interface Met {
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

async function meet(): Promise<Met> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-outcomes-"));
  const cleanUp = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const net = await network();
    cleanUp.push(net.close);
    const services = await peer(net, outcomeScripts(), certificateFiles(folder));
    cleanUp.push(services.stop);

    const process = haproxy(net, folder, outcomeFile());
    let real: Met["real"];
    let durations: Met["durations"];
    try {
      real = await Promise.race([
        process.until((all) => all.size === outcomeCases.length && ![...all.values()].includes("INI")),
        process.ended,
      ]);
      durations = await process.durations();
    } finally {
      await process.stop();
    }

    const imported = importer.read({ name: "haproxy.cfg", text: outcomeFile() }).checks;
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

describe.skipIf(!canNetwork || !["haproxy", "python3"].every(hasTool))("HAProxy's word for", () => {
  let met: Met;
  beforeAll(async () => {
    met = await meet();
  });

  const all = outcomeCases.map((one, i) => ({ ...one, selector: `b${i}/s` }));
  test.each(all)("$title: $word", ({ selector, word, lastsMs }) => {
    const results = met.results.get(selector)!;
    const own = checkStatus(met.checkers.get(selector)!, results);
    const last = results[results.length - 1]!;
    expect(`${own} ${last.error}`).toBe(`${met.real.get(selector)} ${last.error}`);
    expect(met.real.get(selector)).toBe(word);
    if (lastsMs === undefined) return;
    const ownMs = results.reduce((sum, { totalMs }) => sum + totalMs, 0);
    expect([ownMs, met.durations.get(selector)!].map(halfSeconds)).toEqual([lastsMs, lastsMs]);
  });
});
