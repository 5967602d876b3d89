/**
 * What a file is made of at its top: the keys of its YAML or JSON, or the blocks of another language. Readers know their files by it, and
 * not by a line somewhere in a text of the file.
 *
 * It looks at the beginning alone and parses nothing, because a plan has many megabytes and every reader asks.
 */

const LOOK = 65_536;
const NO_KEYS: ReadonlySet<string> = new Set();

const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w@$][\w.@$/-]*))[ \t]*:(?:[ \t]|$)/;
const JSON_TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|[[\]{}]/g;

/** Of all documents, and of the items where the top is a list; none where the file is neither YAML nor JSON. */
export function topKeys(text: string): ReadonlySet<string> {
  const start = text.slice(0, LOOK).replace(/^\ufeff/, "");
  return isJson(start) ? jsonKeys(start) : yamlKeys(start);
}

/** Whether it is written as JSON is: an opening bracket, and what may stand behind it there. A flow of YAML has bare words. */
export function isJson(text: string): boolean {
  return /^\ufeff?\s*(?:\{\s*["}]|\[\s*["{[\]\d-])/.test(text);
}

/** A line that says something: no comment, and none that a template's engine takes away. */
export function isMeaningful(line: string): boolean {
  return !/^[ \t]*(?:$|#|\{\{|\{%|\r$)/.test(line);
}

function jsonKeys(start: string): ReadonlySet<string> {
  const keys = new Set<string>();
  const open: string[] = [];
  for (const [token, text, colon] of start.matchAll(JSON_TOKEN)) {
    if (token === "{" || token === "[") open.push(token);
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined && text !== undefined && open.lastIndexOf("{") === open.indexOf("{")) keys.add(text);
  }
  return keys;
}

/** The column of a document's first key is that of all its top keys. */
function yamlKeys(start: string): ReadonlySet<string> {
  const keys = new Set<string>();
  let column: number | null = null;
  let isFirst = true;
  for (const written of start.split(/\r?\n/)) {
    if (/^---(?:\s|$)/.test(written)) {
      column = null;
      isFirst = false;
    }
    const line = written.replace(/^---[ \t]*/, "");
    if (!isMeaningful(line) || /^[%.]/.test(line)) continue;
    const [marks = ""] = /^[ \t]*(?:-[ \t]+)*/.exec(line) ?? [];
    const [, double, single, plain] = KEY.exec(line.slice(marks.length)) ?? [];
    const key = double ?? single ?? plain;
    if (column === null) {
      if (key === undefined && isFirst && !/^[ \t]*[-{]/.test(line)) return NO_KEYS;
      column = marks.length;
    }
    isFirst = false;
    if (key !== undefined && marks.length === column) keys.add(key);
    else if (line.startsWith("{"))
      for (const one of line.matchAll(/[{,]\s*["']?(\w+)["']?\s*:/g)) keys.add(one[1] ?? "");
  }
  return keys;
}

/**
 * The blocks at the top of a file in HCL or a language like it, `job "web" {` or `vcl_backend {`, each as its first word, where lines begin
 * at the margin; none where the file is YAML or JSON.
 */
export function topBlocks(text: string): ReadonlySet<string> {
  const start = text.slice(0, LOOK);
  if (isJson(start)) return NO_KEYS;
  return new Set(
    [...start.matchAll(/^([A-Za-z_][\w-]*)(?:[ \t]+(?:"[^"\n]*"|[^\s"{}=]+))*[ \t]*(?:=[ \t]*)?[{[]/gm)].map(
      ([, word = ""]) => word,
    ),
  );
}
