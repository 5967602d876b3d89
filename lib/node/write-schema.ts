/** `npm run schema`: writes schema/journal.json. With `-- --release` also keeps it as that of package.json's version. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { version } from "../../package.json";
import { journalSchema, schemaText } from "./journal-schema";
import { ROOT } from "./root";

const text = schemaText(journalSchema());
write("schema/journal.json");
if (process.argv.includes("--release")) keep(`schema/released/journal-${version}.json`);

function write(file: string): void {
  mkdirSync(dirname(join(ROOT, file)), { recursive: true });
  writeFileSync(join(ROOT, file), text);
  process.stdout.write(`${file}\n`);
}

/** What has been released stays as it was. */
function keep(file: string): void {
  const path = join(ROOT, file);
  if (!existsSync(path)) return write(file);
  if (readFileSync(path, "utf8") === text) return;
  process.stderr.write(
    `${file} is there already, and another one: a release needs a version of its own in package.json\n`,
  );
  process.exitCode = 1;
}
