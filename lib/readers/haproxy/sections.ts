/** The sections of a configuration, with their lines cut into words. */
import { wrong, type SourceFile } from "../../source/place";
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
  const notes: LineNote[] = [];
  /** For each `.if` that is open: whether its lines count, and whether one of its branches has counted. */
  const branches: { counts: boolean; done: boolean }[] = [];
  bytes.split("\n").forEach((text, i) => {
    const line = i + 1;
    const cut = wordsOf(text);
    if (!cut.ok) throw wrong(file, line, cut.reason);
    const [first, ...words] = cut.value;
    if (first === undefined) return;
    if (first.text.startsWith(".")) {
      const problem = condition(first.text, words, line, branches, notes);
      if (problem !== "") throw wrong(file, line, problem);
      return;
    }
    if (branches.some(({ counts }) => !counts)) return;
    if (SECTIONS.has(first.text)) {
      sections.push({ kind: first.text, line, words, lines: [] });
      return;
    }
    const section = sections[sections.length - 1];
    if (section === undefined)
      throw wrong(
        file,
        line,
        noKeyword("the first word", first.text, [...SECTIONS], "the name of a section (global, defaults, backend, …)"),
      );
    section.lines.push({ line, keyword: first.text, words });
  });
  if (branches.length > 0) throw wrong(file, bytes.split("\n").length, "an .if has no .endif");
  return { sections, notes };
}

/** Conditions are about HAProxy's own host and version. They are taken to hold, and a note says so. */
function condition(
  keyword: string,
  words: readonly Word[],
  line: number,
  branches: { counts: boolean; done: boolean }[],
  notes: LineNote[],
): string {
  const text = words.map((word) => word.text).join(" ");
  const holds = !["", "0", "false", "!1"].includes(text) || words.some((word) => word.unknown.length > 0);
  const guess = () => {
    if (!["", "0", "1", "true", "false", "!1", "!0"].includes(text) || words.some((word) => word.unknown.length > 0))
      notes.push({ line, text: `\`${keyword} ${text}\` is taken to hold` });
  };
  const open = branches[branches.length - 1];
  switch (keyword) {
    case ".if":
      guess();
      branches.push({ counts: holds, done: holds });
      return "";
    case ".elif":
    case ".else":
      if (open === undefined) return `${keyword} without an .if`;
      if (keyword === ".elif" && !open.done) guess();
      open.counts = !open.done && (keyword === ".else" || holds);
      open.done ||= open.counts;
      return "";
    case ".endif":
      return branches.pop() === undefined ? ".endif without an .if" : "";
    case ".diag":
    case ".notice":
    case ".warning":
    case ".alert":
      return "";
    default:
      return noKeyword("a line that begins with a dot", keyword, [
        ...[".if", ".elif", ".else", ".endif", ".diag", ".notice", ".warning", ".alert"],
      ]);
  }
}
