/** Names of files and folders. */
import { refusal } from "../text/refusal";
import type { Outside, Syntax } from "./syntax";

/** Absolute paths stay; others start in `cwd`. */
export function absolutePath(path: string, { cwd }: Pick<Outside, "cwd">): string {
  if (/^([/\\]|[a-z]:[/\\])/i.test(path)) return path;
  return `${cwd.replace(/[/\\]$/, "")}/${path.replace(/^(\.[/\\])+/, "")}`;
}

const RELATIVE = "relative ones start where k6 was started";

export const fileName: Syntax<string> = {
  accepts: "the name of a file",
  hint: RELATIVE,
  read: (text, name) => plainPath(text, name, fileName.accepts),
};

/** Absolute. */
export const logFile: Syntax<string> = {
  accepts: "the name of a file on this host",
  hint: RELATIVE,
  read: (text, name, outside) => absolutePath(plainPath(text, name, logFile.accepts), outside),
};

/** Absolute. */
export const folder: Syntax<string> = {
  accepts: "the name of a folder",
  hint: RELATIVE,
  read: (text, name, outside) => absolutePath(plainPath(text, name, folder.accepts), outside),
};

/** `-e OUT=~/out` reaches us as it is: no shell has looked at the tilde. */
function plainPath(text: string, name: string, accepts: string): string {
  if (/^~($|[/\\])/.test(text)) throw refusal(name, text, accepts, { why: "~ is not expanded here" });
  if (text.includes("\0")) throw refusal(name, text, accepts);
  return text;
}
