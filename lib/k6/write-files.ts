/** The result files. */
import { writeFile } from "k6/x/healthcheck";

/** Into OUT, if there is one; what is wrong with the first that cannot be written, or nothing. */
export function writeFiles(out: string | null, files: Record<string, string>): string {
  if (out === null) return "";
  for (const [name, content] of Object.entries(files)) {
    const trouble = writeFile(`${out}/${name}`, content);
    if (trouble !== "") return `OUT: ${name} cannot be written: ${trouble}`;
  }
  return "";
}
