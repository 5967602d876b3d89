/**
 * HAProxy's configuration: every server that is checked is a check, `backend/server`.
 *
 * It follows 2.6, and newer ones where HAPROXY or the file's own keywords ask for them. https://docs.haproxy.org/2.6/configuration.html
 */
import { wellFormed } from "../../text/well-formed";
import { isMeaningful, topKeys } from "../../source/top-keys";
import { outOfReach, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { readCheck, type WholeFile } from "./server-check";
import type { LineNote } from "./notes";
import { readProxy } from "./proxy";
import { emptyProxy, type Proxy } from "./proxy-settings";
import { SECTIONS, sectionsOf, type Section } from "./sections";
import { notAccepted } from "./not-accepted";
import { versionOf, versionOfKeywords } from "./version";

const SECTION_LINE = /^\ufeff?[ \t]*([a-z-]+)(?:[ \t]+[\w.:-]+)*[ \t]*(?:#.*)?$/;
const SERVER_LINE = /^[ \t]*(?:server|server-template|default-server|bind)[ \t]+\S+/;

/** A section begins with its keyword, and says nothing but names behind it. */
function isSection(line: string): boolean {
  return line.length < 300 && SECTIONS.has(SECTION_LINE.exec(line)?.[1] ?? "");
}

export const haproxy: ConfigurationReader = {
  format: "HAProxy configuration",
  product: "HAProxy",
  files: "`haproxy.cfg`",
  selector: "`backend/server`",
  recognises({ name, text }) {
    if (topKeys(text).size > 0) return false;
    if (/(^|[/\\])haproxy[^/\\]*\.(cfg|conf)$/i.test(name)) return true;
    const lines = text.split(/\r?\n/).filter(isMeaningful);
    const [first = ""] = lines.filter((line) => !/^[ \t]*\./.test(line));
    return isSection(first) || (lines.some(isSection) && lines.some((line) => SERVER_LINE.test(line)));
  },
  read(file, { haproxy: asked } = {}) {
    const { sections, notes } = sectionsOf(file, bytesOf(file.text));
    const whole: WholeFile = {
      version: asked === undefined ? versionOfKeywords(sections) : versionOf(asked),
      bufferBytes: bufferBytesOf(sections),
      healthchecks: healthchecksOf(sections),
      notes: [...notes, ...sections.flatMap(spreadChecks)],
    };
    return partition(readSections(file, sections, whole));
  },
};

/** `healthcheck NAME` (3.4): a check that servers name instead of their backend's. */
function healthchecksOf(sections: readonly Section[]): Map<string, Proxy> {
  const ofChecks = sections.filter(({ kind }) => kind === "healthcheck");
  return new Map(
    ofChecks.map((section) => {
      const name = section.words[0]?.text ?? "";
      return [name, readProxy(section, name, emptyProxy("healthcheck", name, section.line), new Map())];
    }),
  );
}

/** `tune.bufsize`; null: as it is by itself. */
function bufferBytesOf(sections: readonly Section[]): number | null {
  const sizes = sections
    .filter(({ kind }) => kind === "global")
    .flatMap(({ lines }) => lines.filter(({ keyword }) => keyword === "tune.bufsize"))
    .map(({ words: [size] }) => Number(/^[0-9]{1,7}$/.exec(size?.text ?? "")?.[0] ?? 0));
  const last = sizes[sizes.length - 1] ?? 0;
  return last >= SMALLEST_BUFFER && last <= LARGEST_LOOK ? last : null;
}

const SMALLEST_BUFFER = 1_024;
/** What an exchange looks at, at the most. */
const LARGEST_LOOK = 1 << 20;

function readSections(file: SourceFile, sections: readonly Section[], whole: WholeFile): Found[] {
  const found: Found[] = [];
  const named = new Map<string, Proxy>();
  const above = new Map<string, Proxy>();
  let last: Proxy | null = null;
  for (const section of sections) {
    if (section.kind === "frontend") found.push(frontend(file, section));
    const defaults = section.kind === "defaults";
    if (!defaults && section.kind !== "backend" && section.kind !== "listen") continue;
    const { name, from } = headOf(file, section);
    const base = from === undefined ? (defaults ? null : last) : named.get(from);
    if (base === undefined)
      throw wrong(file, section.line, `there is no defaults section ${JSON.stringify(from)} above`);
    const proxy = readProxy(section, name, base ?? emptyProxy("defaults", "", section.line), above);
    if (defaults) {
      last = proxy;
      if (name !== "") named.set(name, proxy);
      continue;
    }
    const twin = above.get(name);
    if (twin !== undefined)
      throw wrong(file, section.line, `${section.kind} ${name} is there already, in line ${twin.line}`);
    above.set(name, proxy);
    found.push(...foundIn(file, proxy, whole));
  }
  return found;
}

function foundIn(file: SourceFile, proxy: Proxy, whole: WholeFile): Found[] {
  const { kind, name, line, fault, servers } = proxy;
  if (fault !== null && servers.length === 0) return [outOfReach(name, place(file, fault.line), fault.reason)];
  if (servers.length === 0) return [unchecked(name, place(file, line), `${kind} ${name} has no servers`)];
  const seen = new Set<string>();
  return servers.map((server) => {
    const isTwin = seen.has(server.name);
    seen.add(server.name);
    if (!isTwin) return readCheck(file, proxy, server, whole);
    return outOfReach(
      `${name}/${server.name}`,
      place(file, server.line),
      `${name} has a server ${server.name} already`,
    );
  });
}

/** People know a service by the name of its frontend. */
function frontend(file: SourceFile, { line, words, lines }: Section): Found {
  const name = words[0]?.text ?? "";
  const uses = lines.find(({ keyword }) => keyword === "default_backend")?.words[0]?.text;
  const backend = uses === undefined ? "" : `; its backend is ${uses}`;
  return unchecked(name, place(file, line), `frontend ${name} has no servers of its own${backend}`);
}

/** `defaults [NAME] [from NAME]`, `backend NAME [from NAME]` */
function headOf(file: SourceFile, { kind, line, words }: Section): { name: string; from?: string } {
  const texts = words.map(({ text }) => text);
  const from = texts.indexOf("from", kind === "defaults" ? 0 : 1);
  const name = from === 0 ? "" : (texts[0] ?? "");
  if (kind !== "defaults" && name === "") throw wrong(file, line, `${kind} needs a name`);
  if (!/^[A-Za-z0-9_.:-]*$/.test(name))
    throw wrong(file, line, notAccepted(kind, name, "a name of letters, digits and . : _ -"));
  // An address behind `listen NAME` is how old versions bound it.
  if (from < 0) return { name };
  const base = texts[from + 1];
  if (base === undefined || base === "") throw wrong(file, line, "from needs the name of a defaults section behind it");
  return { name, from: base };
}

/** `spread-checks` moves every check by a share of its interval, at random. */
function spreadChecks({ kind, lines }: Section): LineNote[] {
  if (kind !== "global") return [];
  return lines
    .filter(({ keyword, words: [percent] }) => keyword === "spread-checks" && percent?.text !== "0")
    .map(({ line, words: [percent] }) => ({
      line,
      text: `\`spread-checks ${percent?.text ?? ""}\` is not emulated: the interval is always the same`,
    }));
}

/** UTF-8, a character for each byte: HAProxy knows bytes alone. */
function bytesOf(text: string): string {
  const whole = wellFormed(text);
  return !/[^ -~\t\r\n]/.test(whole)
    ? whole
    : encodeURIComponent(whole).replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
