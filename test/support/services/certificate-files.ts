/** The certificate as the files that servers ask for. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificate } from "../certificate";

export function certificateFiles(folder: string): { cert: string; key: string } {
  const pem = certificate();
  const files = { cert: join(folder, "certificate.pem"), key: join(folder, "key.pem") };
  writeFileSync(files.cert, pem.cert);
  writeFileSync(files.key, pem.key, { mode: 0o600 });
  return files;
}
