/**
 * HAProxy's configuration: every server that is checked is a check, `backend/server`.
 *
 * It follows 2.6, and reads the keywords of newer ones. https://docs.haproxy.org/2.6/configuration.html
 */
import { wellFormed } from "../../text/well-formed";
import { isMeaningful, topKeys } from "../../source/top-keys";
import { partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { readCheck } from "./server-check";
import type { LineNote } from "./notes";
import { readProxy } from "./proxy";
import { emptyProxy, type Proxy } from "./proxy-settings";
import { SECTIONS, sectionsOf, type Section } from "./sections";
import { notAccepted } from "./not-accepted";

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
  read(file) {
    const { sections, notes } = sectionsOf(file, bytesOf(file.text));
    return partition(readSections(file, sections, notes));
  },
};

function readSections(file: SourceFile, sections: readonly Section[], notes: readonly LineNote[]): Found[] {
  const found: Found[] = [];
  const named = new Map<string, Proxy>();
  const seen = new Map<string, number>();
  const general = [...notes, ...sections.flatMap(spreadChecks)];
  let last: Proxy | null = null;
  for (const section of sections) {
    if (section.kind === "frontend") found.push(frontend(file, section));
    const defaults = section.kind === "defaults";
    if (!defaults && section.kind !== "backend" && section.kind !== "listen") continue;
    const { name, from } = headOf(file, section);
    const base = from === undefined ? (defaults ? null : last) : named.get(from);
    if (base === undefined)
      throw wrong(file, section.line, `there is no defaults section ${JSON.stringify(from)} above`);
    const proxy = readProxy(file, section, name, base ?? emptyProxy("defaults", "", section.line));
    if (defaults) {
      last = proxy;
      if (name !== "") named.set(name, proxy);
      continue;
    }
    if (seen.has(name))
      throw wrong(file, section.line, `${section.kind} ${name} is there already, in line ${seen.get(name)}`);
    seen.set(name, section.line);
    if (proxy.servers.length === 0)
      found.push(unchecked(name, place(file, section.line), `${section.kind} ${name} has no servers`));
    const servers = new Set<string>();
    for (const server of proxy.servers) {
      if (servers.has(server.name)) throw wrong(file, server.line, `${proxy.name} has a server ${server.name} already`);
      servers.add(server.name);
      found.push(readCheck(file, proxy, server, general));
    }
  }
  return found;
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
