/** `npm run image`: writes packages/probe-storm-image.tar. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../child";
import { ROOT } from "../root";
import { makeImage } from "./make-image";

const ARCHIVE = join("packages", "probe-storm-image.tar");

try {
  await makeImage(join(ROOT, ARCHIVE));
  process.stdout.write(`${ARCHIVE}: ${(statSync(join(ROOT, ARCHIVE)).size / 1e6).toFixed(1)} MB, two platforms\n`);
} catch (error) {
  process.stderr.write(`probe-storm: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
