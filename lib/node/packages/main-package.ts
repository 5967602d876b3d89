/** The main package: the command line, the bundles for k6, the types, and what npm shows of it. */
import { cpSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";
import { writeDeclarations } from "./declarations";
import { licencesText } from "./licences";
import { mainManifest, type RepositoryManifest } from "./manifests";
import { bundledComponents } from "./npm-licences";

/** Where people import from; what these import comes along. */
const TYPES = ["lib/model/any-journal.ts"];

/** @param folder is made anew */
export function stageMain(repository: RepositoryManifest, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "dist"), { recursive: true });
  for (const file of readdirSync(join(ROOT, "dist")).filter((name) => /\.js(\.map)?$/.test(name))) {
    copyFileSync(join(ROOT, "dist", file), join(folder, "dist", file));
  }
  for (const file of ["README.md", "CHANGELOG.md", "LICENSE"]) copyFileSync(join(ROOT, file), join(folder, file));
  if (existsSync(join(ROOT, "schema"))) cpSync(join(ROOT, "schema"), join(folder, "schema"), { recursive: true });
  writeDeclarations(TYPES, folder);
  const title = `The npm packages whose code is bundled into ${repository.name}, and the licence of each.`;
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), licencesText(title, bundledComponents()));
  const manifest = mainManifest(repository, (file) => existsSync(join(folder, file)));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
