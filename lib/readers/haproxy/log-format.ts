/**
 * Log-format strings (`send-lf`, `uri-lf`, headers), as far as they are the same for every check: text, `%%`, constants, and
 * variables that an earlier `set-var` has given a constant.
 *
 * https://docs.haproxy.org/2.6/configuration.html#8.2.4
 */

export interface Formatted {
  text: string;
  /** What is not known here, as it is written; nothing stands in its place. */
  unknown: string[];
}

/** By their full names, `check.user`; `srv_name` and `be_name` are those of the server and its backend. */
export type Variables = ReadonlyMap<string, string>;

export function formatted(format: string, variables: Variables): Formatted {
  const result: Formatted = { text: "", unknown: [] };
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf("%", at);
    if (percent < 0) break;
    result.text += format.slice(at, percent);
    const item = itemAt(format, percent);
    at = percent + item.length;
    const value = item === "%%" ? "%" : item.startsWith("%[") ? constantOf(item.slice(2, -1), variables) : undefined;
    if (value === undefined) result.unknown.push(item);
    else result.text += value;
  }
  result.text += format.slice(at);
  return result;
}

/** `%%`, `%[…]`, `%{…}[…]`, `%ci`. */
function itemAt(format: string, at: number): string {
  if (format[at + 1] === "%") return "%%";
  const flags = format[at + 1] === "{" ? format.indexOf("}", at) + 1 : at + 1;
  const from = flags === 0 ? at + 1 : flags;
  if (format[from] === "[") {
    const end = format.indexOf("]", from);
    return format.slice(at, end < 0 ? format.length : end + 1);
  }
  return `${format.slice(at, from)}${/^[A-Za-z]*/.exec(format.slice(from, from + 3))?.[0] ?? ""}`;
}

const BOOLS = new Map([
  ["true", "1"],
  ["false", "0"],
]);

/** The value of `str(…)`, `int(…)`, `bool(…)`, `var(…)` and names; undefined for what only a running HAProxy knows. */
export function constantOf(expression: string, variables: Variables): string | undefined {
  const [, name] = /^(srv_name|be_name)(?:\(\))?$/.exec(expression.trim()) ?? [];
  if (name !== undefined) return variables.get(name);
  const [, fetch, argument = ""] = /^(str|int|bool|var)\(([^()]*)\)$/.exec(expression.trim()) ?? [];
  switch (fetch) {
    case undefined:
      return undefined;
    case "var":
      return variables.get(argument);
    case "bool":
      return BOOLS.get(argument);
    default:
      return argument;
  }
}
