/** The version that is installed. It is read when it is needed: `npm run packages -- --version` may give a package another one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";

export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  return version;
}
