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
import { haproxy, type Durations, type Haproxy, type Statuses } from "./haproxy";
import { network, OURS, type Network } from "./network";
import type { OutcomeCase } from "./outcome-cases";
import { outcomeFile, outcomeScripts } from "./outcome-file";
import { oursOnce } from "./ours";
import { peer } from "./peer";

export interface Met {
  real: Statuses;
  durations: Durations;
  results: Map<string, ExchangeResult[]>;
  checkers: Map<string, Checker>;
}

function specsOf(checker: Checker, address: string): ExchangeSpec[] {
  const named = checker.connections.flatMap(({ host }) => host ?? []);
  const hosts = Object.fromEntries(named.map((host) => [host, host]));
  return checkerSpecs({ ...checker, sources: [OURS] }, 0, { address, hosts });
}

/** A real HAProxy with all of the cases, beside the services that they speak to. */
export interface Meeting {
  net: Network;
  /** For files; gone afterwards. */
  folder: string;
  /** HAProxy's configuration. */
  text: string;
  /** HAProxy's first word for each server. */
  real: Statuses;
  process: Haproxy;
}

/** @param act what is done while both run */
export async function withHaproxy<Result>(
  cases: readonly OutcomeCase[],
  act: (meeting: Meeting) => Promise<Result>,
): Promise<Result> {
  const text = outcomeFile(cases);
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-outcomes-"));
  const cleanUp: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const net = await network();
    cleanUp.push(net.close);
    const services = await peer(net, outcomeScripts(cases), certificateFiles(folder));
    cleanUp.push(services.stop);
    const process = haproxy(net, folder, text);
    try {
      const asked = process.until((all) => all.size === cases.length && ![...all.values()].includes("INI"));
      const real = await Promise.race([asked, process.ended]);
      return await act({ net, folder, text, real, process });
    } finally {
      await process.stop();
    }
  } finally {
    cleanUp.reverse().forEach((clean) => clean());
  }
}

export function meet(cases: readonly OutcomeCase[]): Promise<Met> {
  return withHaproxy(cases, async ({ net, folder, text, real, process }) => {
    const durations = await process.durations();
    // Its checks would share the services with ours.
    await process.stop();
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
  });
}
