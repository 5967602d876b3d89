/** A version as npm has it: three numbers, and behind a hyphen what comes before that version. */
import { Refusal } from "../../text/refusal";
import { refusalLine } from "../../text/refusal-line";

const NUMBER = "(?:0|[1-9]\\d*)";
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${NUMBER}|[a-z]+)(?:\\.(${NUMBER}|[a-z]+))*)?$`);

/** @throws Refusal */
export function requireVersion(text: string, name: string): string {
  if (VERSION.test(text)) return text;
  throw new Refusal(refusalLine(name, text, "a version such as 0.2.0 or 0.2.0-rc.1"));
}

export function isPrerelease(version: string): boolean {
  return version.includes("-");
}
