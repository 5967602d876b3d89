/**
 * Packs a folder as npm does for `npm publish`. npm writes no times, no owners and its own order of files into the archive: the same files
 * give the same bytes, as long as npm and Node are the same.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../child";
import { ROOT } from "../root";

export interface Packed {
  /** The path of the archive. */
  file: string;
  bytes: number;
}

interface PackageName {
  name: string;
  version: string;
}

/** @param out the folder of the archives. What it holds of other versions of the package is removed. */
export async function pack(folder: string, out: string): Promise<Packed> {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageName;
  const prefix = name.replace("@", "").replace("/", "-");
  const file = join(out, `${prefix}-${version}.tgz`);
  const stamp = `${folder}.stamp`;
  const digest = await digestOf(folder);
  if (!existsSync(file) || !existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
    for (const old of readdirSync(out)) {
      if (old.replace(/-\d.*$/, "") === prefix && old.endsWith(".tgz")) rmSync(join(out, old));
    }
    await run("npm", ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", out, folder], {
      cwd: ROOT,
    });
    writeFileSync(stamp, digest);
  }
  return { file, bytes: statSync(file).size };
}

/** A digest of everything that decides the bytes of the archive. */
async function digestOf(folder: string): Promise<string> {
  const sum = createHash("sha256")
    .update(process.version)
    .update(await run("npm", ["--version"], { cwd: ROOT }));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    const { mode } = statSync(path);
    sum.update(`${path.slice(folder.length)}\0${mode}\0`).update(readFileSync(path));
  }
  return sum.digest("hex");
}
