/** Reads a file that a setting names, or refuses the setting with the reason in one line. */
import { errorLine } from "../text/error-line";
import { refusal } from "../text/refusal";
import { absolutePath } from "./folder";
import type { Outside } from "./syntax";

/**
 * @param setting what a refusal calls it
 * @param value as the user wrote it; `file` is the file's name in it
 * @param accepts what the setting takes
 * @throws Refusal
 */
export function readFile(setting: string, value: string, file: string, accepts: string, outside: Outside): string {
  const path = absolutePath(file, outside);
  try {
    return outside.readFile(path);
  } catch (error) {
    throw refusal(setting, value, accepts, { why: `the file cannot be read: ${path} ${why(error)}` });
  }
}

/** The system's words, as k6 and as Node say them. */
function why(error: unknown): string {
  const message = errorLine(error);
  if (/no such file|not a directory/i.test(message)) return "is not there";
  if (/directory|directories/i.test(message)) return "is a folder";
  if (/permission denied/i.test(message)) return "may not be read by this user";
  return `fails with ${JSON.stringify(message)}`;
}
