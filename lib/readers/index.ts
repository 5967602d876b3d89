/** The readers of configurations. A new one is a file or folder of its own, named after the format, and a line here. */
import type { Preset } from "../model/checker";
import { refusal, Refusal } from "../text/refusal";
import { unsupported } from "../source/unsupported";
import { counted } from "../text/format";
import { awsTargetGroups } from "./aws-target-groups/index";
import { consul } from "./consul/index";
import { allInOneContainer, folded } from "./merge-alike";
import type { Imported, ImportedCheck, ConfigurationReader, OutOfReach } from "./reader-types";
import { select } from "./select";
import { traefik } from "./traefik/index";
import { keepalived } from "./keepalived/index";
import { envoy } from "./envoy/index";
import { haproxy } from "./haproxy/index";
import { kubernetes } from "./kubernetes/index";
import { withUniqueNames } from "./unique-names";
import { terraform } from "./terraform/index";

/** The first that knows a file reads it: those with clearer marks come first. */
export const importers: readonly ConfigurationReader[] = [
  haproxy,
  terraform,
  awsTargetGroups,
  kubernetes,
  envoy,
  keepalived,
  traefik,
  consul,
];

/** What CHECKER and `npm run presets -- explain` say before a file's name. */
export const FILE = "file:";

export interface FileChoice {
  file: string;
  /** Empty: the file's only check. */
  selector: string;
}

/** `file:haproxy.cfg#app/web1` → its parts. The last `#` counts. */
export function fileChoice(text: string): FileChoice {
  const rest = text.slice(FILE.length);
  const hash = rest.lastIndexOf("#");
  return hash < 0 ? { file: rest, selector: "" } : { file: rest.slice(0, hash), selector: rest.slice(hash + 1) };
}

/** Everything that a file describes. @throws Refusal when no reader knows it, or it is wrong */
export function readConfiguration(name: string, text: string): Imported {
  const file = { name, text };
  const importer = importers.find((candidate) => candidate.recognises(file));
  if (importer === undefined) {
    throw new Refusal(
      `${name}: this is none of the configurations that can be read: ${importers.map(({ format }) => format).join(", ")}`,
    );
  }
  return importer.read(file);
}

/**
 * The checks that a choice names, as a target sees them: those of that name, of all below it, or the only ones there are.
 *
 * @param setting what a refusal calls it
 */
export function chooseChecks(setting: string, text: string, imported: Imported): Preset[] {
  const { file, selector } = fileChoice(text);
  const { checks, outOfReach, unchecked = [] } = imported;
  const no = (why: string, known: readonly string[] = []) => {
    return refusal(
      setting,
      text,
      why,
      known.map((name) => `${FILE}${file}#${name}`),
    );
  };
  const made = checks.map((check) => ({ selector: check.selector, check }));
  const found = selector === "" ? { chosen: [...made, ...outOfReach] } : select([...made, ...outOfReach], selector);
  if ("ambiguous" in found)
    throw no(`more than one is called ${selector}; accepted is one of ${some(found.ambiguous, 5)}`);
  const chosen = found.chosen.flatMap((one) => ("check" in one ? [one.check] : []));
  const beyond = found.chosen.flatMap((one) => ("why" in one ? [one] : []));
  const presets = chosen.length === 0 ? [] : withUniqueNames(folded(withUnreachable(chosen, beyond)));
  if (selector !== "" ? presets.length > 0 : presets.length === 1) return presets;
  const alike = selector === "" ? allInOneContainer(chosen) : null;
  if (alike !== null)
    return presets.map((preset, index) =>
      index > 0 ? preset : { ...preset, notes: [...(preset.notes ?? []), { kind: "note", text: alike }] },
    );

  const [far] = beyond;
  if (far !== undefined && chosen.length === 0) throw no(`${far.selector} (${far.place}) is out of reach: ${far.why}`);
  const idle = selector === "" ? { chosen: unchecked } : select(unchecked, selector);
  const [first, ...others] = "chosen" in idle ? idle.chosen : [];
  if (first !== undefined && chosen.length === 0) {
    const more =
      others.length === 0 ? "" : `; ${others.length} more ${others.length > 1 ? "are" : "is"} not checked either`;
    throw no(`${first.why} (${first.place})${more}`);
  }
  const names = checks.map((check) => check.selector);
  if (names.length === 0) throw no("the file describes no health check");
  throw no(
    `the file has ${counted(names.length, "check")}; choose with #, one of ${some(names, 12)}`,
    selector === "" ? [] : names,
  );
}

function some(names: readonly string[], most: number): string {
  return names.length > most ? `${names.slice(0, most).join(", ")}, …` : names.join(", ");
}

/** The balancer makes them as well, and this does not: the first of the others has it in its notes. */
function withUnreachable(chosen: readonly ImportedCheck[], beyond: readonly OutOfReach[]): ImportedCheck[] {
  const notes = beyond.map(({ selector, place, why }) => unsupported(place, `${selector} is out of reach: ${why}`));
  return chosen.map((one, index) =>
    index > 0 || notes.length === 0
      ? one
      : { ...one, check: { ...one.check, notes: [...(one.check.notes ?? []), ...notes] } },
  );
}
