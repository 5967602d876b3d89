/** The readers of configurations. A new one is a file or folder of its own, named after the format, and a line here. */
import type { Preset } from "../model/checker";
import type { Note } from "../model/note";
import { refusal, Refusal } from "../text/refusal";
import type { SourceFile } from "../source/place";
import { unsupported } from "../source/unsupported";
import { counted } from "../text/format";
import { apache } from "./apache/index";
import { awsTargetGroups } from "./aws-target-groups/index";
import { consul } from "./consul/index";
import { allInOneContainer, mergeAlike } from "./merge-alike";
import type { Imported, ImportedCheck, ConfigurationReader, OutOfReach, Versions } from "./reader-types";
import { select, type Selected } from "./select";
import { traefik } from "./traefik/index";
import { keepalived } from "./keepalived/index";
import { envoy } from "./envoy/index";
import { haproxy } from "./haproxy/index";
import { kubernetes } from "./kubernetes/index";
import { ldirectord } from "./ldirectord/index";
import { nomad } from "./nomad/index";
import { nginx } from "./nginx/index";
import { withUniqueNames } from "./unique-names";
import { terraform } from "./terraform/index";
import { varnish } from "./varnish/index";

/** The first that knows a file reads it: those with clearer marks come first. */
export const importers: readonly ConfigurationReader[] = [
  haproxy,
  nomad,
  terraform,
  awsTargetGroups,
  kubernetes,
  envoy,
  keepalived,
  traefik,
  consul,
  nginx,
  varnish,
  apache,
  ldirectord,
];

/** What CHECKER and `probe-storm explain` say before a file's name. */
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

/** The format of a balancer's configuration; undefined: no reader knows the file. */
export function formatOf(file: SourceFile): string | undefined {
  return readerOf(file)?.format;
}

function readerOf(file: SourceFile): ConfigurationReader | undefined {
  return importers.find((candidate) => candidate.recognises(file));
}

/** Everything that a file describes. @throws Refusal when no reader knows it, or it is wrong */
export function readConfiguration(name: string, text: string, versions: Versions = {}): Imported {
  const file = { name, text };
  const importer = readerOf(file);
  if (importer === undefined) {
    throw new Refusal(
      `${name}: expected a configuration of ${importers.map(({ format }) => format).join(", ")}, got a file that is of none of them`,
    );
  }
  return importer.read(file, versions);
}

/**
 * The checks that a choice names, as a target sees them: those of that name, of all below it, or the only ones there are.
 *
 * @param setting what a refusal calls it
 */
export function chooseChecks(setting: string, text: string, imported: Imported): Preset[] {
  const { file, selector } = fileChoice(text);
  const { checks, outOfReach, unchecked = [] } = imported;
  const no = (expected: string, why: string, known: readonly string[] = []) => {
    return refusal(setting, text, expected, { why, known: known.map((name) => `${FILE}${file}#${name}`) });
  };
  const all: Choosable[] = [
    ...checks.map((check): Choosable => ({ kind: "check", selector: check.selector, check })),
    ...outOfReach.map((item): Choosable => ({ kind: "out-of-reach", selector: item.selector, item })),
  ];
  const selected = chosenBy(selector, all);
  if (selected.kind === "ambiguous")
    throw no(`one of ${some(selected.names, 5)}`, `more than one is called ${selector}`);
  const chosen = selected.chosen.flatMap((one) => (one.kind === "check" ? [one.check] : []));
  const unreachable = selected.chosen.flatMap((one) => (one.kind === "out-of-reach" ? [one.item] : []));
  const presets = chosen.length === 0 ? [] : withUniqueNames(mergeAlike(withUnreachable(chosen, unreachable)));
  if (selector !== "" ? presets.length > 0 : presets.length === 1) return presets;
  const alike = selector === "" ? allInOneContainer(chosen) : null;
  if (alike !== null) return withFirstNote(presets, { kind: "note", text: alike });

  if (chosen.length === 0) {
    const why = whyNone(unreachable, chosenBy(selector, unchecked));
    if (why !== undefined) throw no(WITHIN_REACH, why);
  }
  const names = checks.map((check) => check.selector);
  const none = names.length > 0 ? undefined : whyNone(outOfReach, { kind: "chosen", chosen: unchecked });
  if (none !== undefined) throw no(WITHIN_REACH, none);
  if (names.length === 0) throw no(WITHIN_REACH, "the file describes none");
  throw no(
    `a name behind #, one of ${some(groupsOf(names), 12)}`,
    `the file has ${counted(names.length, "check")}`,
    selector === "" ? [] : names,
  );
}

const WITHIN_REACH = "a health check that can be made";

type Choosable = { selector: string } & (
  { kind: "check"; check: ImportedCheck } | { kind: "out-of-reach"; item: OutOfReach }
);

function chosenBy<Named extends { selector: string }>(selector: string, all: readonly Named[]): Selected<Named> {
  return selector === "" ? { kind: "chosen", chosen: all } : select(all, selector);
}

/** Why what was chosen has no check that can be made; undefined where nothing was chosen. */
function whyNone([first]: readonly OutOfReach[], unchecked: Selected<OutOfReach>): string | undefined {
  if (first !== undefined) return reasonOf(first);
  const [none, ...others] = unchecked.kind === "chosen" ? unchecked.chosen : [];
  if (none === undefined) return undefined;
  const more =
    others.length === 0 ? "" : `; ${others.length} more ${others.length > 1 ? "are" : "is"} not checked either`;
  return `${none.why} (${none.place})${more}`;
}

function reasonOf({ selector, place, why, fault }: OutOfReach): string {
  return fault === true ? why : `${selector} (${place}) is out of reach: ${why}`;
}

function some(names: readonly string[], most: number): string {
  return names.length > most ? `${names.slice(0, most).join(", ")}, …` : names.join(", ");
}

/** More names than this are told by what chooses all below it, such as a backend. */
const FEW = 5;

function groupsOf(names: readonly string[]): readonly string[] {
  if (names.length <= FEW) return names;
  const groups = [...new Set(names.map((name) => name.slice(0, Math.max(0, name.lastIndexOf("/"))) || name))];
  return groups.length > 1 ? groups : names;
}

/** The balancer makes them as well, and a run does not: the first of the others has it in its notes. */
function withUnreachable(chosen: readonly ImportedCheck[], unreachable: readonly OutOfReach[]): ImportedCheck[] {
  const notes = unreachable.map(({ selector, place, why, fault }): Note =>
    fault === true
      ? { kind: "unsupported", text: `${selector} is lost: ${why}` }
      : unsupported(place, `${selector} is out of reach: ${why}`),
  );
  return chosen.map((one, index) => (index > 0 ? one : { ...one, check: withNotes(one.check, notes) }));
}

function withFirstNote(presets: readonly Preset[], note: Note): Preset[] {
  return presets.map((preset, index) => (index > 0 ? preset : withNotes(preset, [note])));
}

function withNotes(preset: Preset, notes: readonly Note[]): Preset {
  return { ...preset, notes: [...(preset.notes ?? []), ...notes] };
}
