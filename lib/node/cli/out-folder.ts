/**
 * Where a run leaves its files: the folder of `--out`, or of the CONFIG file, or else one of a fixed name in the folder where the user
 * stands, so that there is a report to look at. A later run writes over it.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { ConfigFile } from "../../settings/config-file";
import { refusal } from "../../text/refusal";
import type { GivenSettings } from "./setting-flags";
import { USUAL_FOLDER } from "./usual-folder";

export interface OutFolder {
  /** null: none. */
  folder: string | null;
  /** What is added to the settings for it. */
  add: GivenSettings;
}

/**
 * @param file undefined: there is none that can be read
 * @param none `--no-out`
 * @throws Refusal for `--no-out` where a folder is named as well: the script would write into it
 */
export function outFolder(given: GivenSettings, file: ConfigFile | undefined, none: boolean): OutFolder {
  const named = given.OUT ?? file?.given.get("OUT")?.text.trim();
  if (none && named !== undefined) {
    throw refusal("--no-out", { words: "it" }, "to be left out", { why: `OUT is ${JSON.stringify(named)}` });
  }
  if (named !== undefined) return { folder: named, add: {} };
  return none ? { folder: null, add: {} } : { folder: USUAL_FOLDER, add: { OUT: USUAL_FOLDER } };
}

/** A line that names the page, if there is another one than before. */
export function pageWatch(folder: string | null): () => string {
  if (folder === null) return () => "";
  const page = join(folder, "report.html");
  const before = writtenAt(page);
  return () => {
    const now = writtenAt(page);
    return now === undefined || now === before ? "" : `Report    ${page}\n`;
  };
}

function writtenAt(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
}
