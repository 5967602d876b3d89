/** Reads a file that a setting names, or refuses the setting with the reason in one line. */
import { errorLine } from "../text/error-line";
import { amount } from "../text/format";
import { refusal } from "../text/refusal";
import { absolutePath } from "./folder";
import type { FileLook, Outside } from "./syntax";

/** A journal of four days has less, and no configuration comes near it. */
const LARGEST_BYTES = 100 * 2 ** 20;

/**
 * @param setting what a refusal calls it
 * @param value as the user wrote it; `file` is the file's name in it
 * @param accepts what the setting takes
 * @throws Refusal
 */
export function readFile(setting: string, value: string, file: string, accepts: string, outside: Outside): string {
  const path = absolutePath(file, outside);
  const unread = obstacle(outside.look?.(path) ?? null);
  if (unread !== "") throw refusal(setting, value, accepts, { why: `the file is not read: ${path} ${unread}` });
  try {
    return outside.readFile(path);
  } catch (error) {
    throw refusal(setting, value, accepts, { why: `the file cannot be read: ${path} ${why(error)}` });
  }
}

/** The memory of this machine would be full before a device such as /dev/zero ends. */
function obstacle(look: FileLook | null): string {
  if (look === null) return "";
  if (look.device) return "is a device";
  return look.bytes > LARGEST_BYTES ? `has ${amount(look.bytes)}, at most ${amount(LARGEST_BYTES)} are read` : "";
}

/** The system's words, as k6 and as Node say them. */
function why(error: unknown): string {
  const message = errorLine(error);
  if (/no such file|not a directory/i.test(message)) return "is not there";
  if (/directory|directories/i.test(message)) return "is a folder";
  if (/permission denied/i.test(message)) return "may not be read by this user";
  return `fails with ${JSON.stringify(message)}`;
}
