/** Data that one format says in the words of another: each value keeps the place where the file has it. */
import { inBrackets, quoted, type Data } from "./data";

export function madeText(at: Data, text: string): Data {
  const { file, path, line } = at;
  return { kind: "scalar", raw: true, file, path, line, text };
}

/** @param fields those that are undefined are left out */
export function madeMap(at: Data, fields: Readonly<Record<string, Data | undefined>>): Data {
  const { file, path, line } = at;
  const given = Object.entries(fields).flatMap(([key, value]): [string, Data][] =>
    value === undefined ? [] : [[key, value]],
  );
  const text = inBrackets(
    given.map(([key, value]) => `${key}: ${quoted(value)}`),
    "{}",
  );
  return { kind: "map", fields: new Map(given), file, path, line, text };
}

export function madeList(at: Data, items: readonly Data[]): Data {
  const { file, path, line } = at;
  return { kind: "list", items: [...items], file, path, line, text: inBrackets(items.map(quoted), "[]") };
}
