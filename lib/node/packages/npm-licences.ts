/** The licences of the npm packages whose code is in the bundles, as esbuild names them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";
import { isLicenceFile, refuseUnlicensed, type Component } from "./licences";

/** Written by lib/node/bundle.ts. */
const LIST = join(ROOT, "dist", "bundled-packages.json");

export function bundledComponents(): Component[] {
  const names = JSON.parse(readFileSync(LIST, "utf8")) as string[];
  const components = names.map((name) => {
    const folder = join(ROOT, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    const files = readdirSync(folder).filter(isLicenceFile).sort();
    return { name, version, texts: files.map((file) => readFileSync(join(folder, file), "utf8")) };
  });
  refuseUnlicensed(components);
  return components;
}
