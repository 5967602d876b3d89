/** Reads the keywords of a `server` or `default-server` line. */
import { nearest } from "../../text/refusal";
import { failure, success, type Result } from "./result";
import { changeBy } from "./server-changes";
import { SERVER_KEYWORDS, wordsBehind } from "./server-keywords";
import type { ServerSettings } from "./server-settings";
import { unsupportedBy } from "./server-unsupported";
import type { Word } from "./line-words";

/** @param words behind name and address */
export function readServer(base: ServerSettings, words: readonly Word[], line: number): Result<ServerSettings> {
  let settings = base;
  const note = (keyword: string, text: string) => {
    settings = { ...settings, notes: new Map([...settings.notes, [keyword, { line, text }]]) };
  };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const keyword = word.text;
    if (keyword === "") continue;
    const takes = wordsBehind(keyword);
    if (takes === undefined) return unknownKeyword(keyword);
    const value = takes === 1 ? rest.shift() : NO_VALUE;
    if (value === undefined || (takes === 1 && value.text === "" && value.unknown.length === 0))
      return failure(`${keyword} needs a value behind it`);
    // `source` has more words behind its value.
    if (keyword === "source") while (["usesrc", "interface"].includes(rest[0]?.text ?? "")) rest.splice(0, 2);
    if (value.unknown.length > 0) {
      note(keyword, `${keyword}: the environment variable ${value.unknown.join(", ")} is not known here`);
      if (value.text === "") continue;
    }
    const change = changeBy(keyword, value.text);
    if (!change.ok) return change;
    settings = { ...settings, ...change.value };
    const unsupported = unsupportedBy(keyword, value.text);
    if (unsupported.kind === "note") note(unsupported.keyword, unsupported.text);
    else if (unsupported.kind === "taken-back")
      settings = { ...settings, notes: without(settings, unsupported.keyword) };
  }
  return success(settings);
}

const NO_VALUE: Word = { text: "", unknown: [] };

function unknownKeyword(keyword: string): Result<never> {
  const near = nearest(keyword, [...SERVER_KEYWORDS.keys()]);
  return failure(`unknown keyword ${JSON.stringify(keyword)}${near === undefined ? "" : `; did you mean ${near}?`}`);
}

function without({ notes }: ServerSettings, keyword: string): ServerSettings["notes"] {
  return new Map([...notes].filter(([key]) => key !== keyword));
}
