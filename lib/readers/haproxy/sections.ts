/** The sections of a configuration, with their lines cut into words. */
import { wrong, type SourceFile } from "../../source/place";
import type { Fault } from "./arguments";
import { conditionsOf } from "./conditions";
import { wordsOf, type Word } from "./line-words";
import type { LineNote } from "./notes";
import { noKeyword } from "./not-accepted";

export interface Line {
  line: number;
  keyword: string;
  /** The words behind the keyword. */
  words: Word[];
}

export interface Section {
  kind: string;
  line: number;
  /** The words behind the section's keyword. */
  words: Word[];
  lines: Line[];
  /** A line that cannot be cut into words. */
  fault?: Fault;
}

export interface Sections {
  sections: Section[];
  notes: LineNote[];
}

/** Up to 3.2. */
export const SECTIONS: ReadonlySet<string> = new Set(
  (
    "global defaults frontend backend listen peers resolvers mailers userlist cache program ring http-errors fcgi-app log-forward " +
    "log-profile crt-store traces acme healthcheck spoe-agent spoe-group spoe-message"
  ).split(" "),
);

export function sectionsOf(file: SourceFile, bytes: string): Sections {
  const sections: Section[] = [];
  const conditions = conditionsOf();
  bytes.split("\n").forEach((text, i) => {
    const line = i + 1;
    const section = sections[sections.length - 1];
    const cut = wordsOf(text);
    if (!cut.ok) {
      if (!conditions.hold()) return;
      if (section === undefined) throw wrong(file, line, cut.reason);
      section.fault ??= { line, reason: cut.reason };
      return;
    }
    const [first, ...words] = cut.value;
    if (first === undefined) return;
    if (first.text.startsWith(".")) {
      const problem = conditions.take(first.text, words, line);
      if (problem !== "") throw wrong(file, line, problem);
      return;
    }
    conditions.pass(first.text, words);
    if (!conditions.hold()) return;
    if (SECTIONS.has(first.text)) {
      sections.push({ kind: first.text, line, words, lines: [] });
      return;
    }
    if (section === undefined)
      throw wrong(
        file,
        line,
        noKeyword("the first word", first.text, [...SECTIONS], "the name of a section (global, defaults, backend, …)"),
      );
    section.lines.push({ line, keyword: first.text, words });
  });
  if (conditions.open()) throw wrong(file, bytes.split("\n").length, "an .if has no .endif");
  return { sections, notes: conditions.notes };
}
