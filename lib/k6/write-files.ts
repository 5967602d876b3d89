/** The result files. */
import { writeFile } from "k6/x/healthcheck/runtime";
import { errorLine } from "../text/error-line";

/** Into OUT, if there is one; what is wrong with the first that cannot be written, or nothing. */
export function writeFiles(out: string | null, files: Record<string, string>): string {
  if (out === null) return "";
  for (const [name, content] of Object.entries(files)) {
    try {
      writeFile(`${out}/${name}`, content);
    } catch (error) {
      return `OUT: ${name} cannot be written: ${errorLine(error)}`;
    }
  }
  return "";
}
