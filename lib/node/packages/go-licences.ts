/** The licences of the Go modules that are linked into k6, from Go's module cache. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../child";
import { GO_ENV, MAIN_PACKAGE } from "../k6-build.mjs";
import { ROOT } from "../root";
import { isLicenceFile, refuseUnlicensed, type Component } from "./licences";
import type { Platform } from "./platforms";

export const K6_MODULE = "go.k6.io/k6/v2";

/**
 * Code that Buf generates from definitions of others comes without their licence: it is that of another module of theirs. Prometheus has
 * Apache-2.0 throughout.
 */
const GENERATED_FROM: Readonly<Record<string, string>> = {
  "buf.build/gen/go/prometheus/prometheus/protocolbuffers/go": "github.com/prometheus/common",
};

const FORMAT =
  "{{if .Module}}{{.Dir}}\t{{.Module.Path}}\t{{.Module.Version}}\t{{.Module.Dir}}\t{{.Module.Main}}{{end}}";

/** The licences of Go itself and of each module, without our own. */
export async function goComponents({ goos, goarch }: Platform): Promise<Component[]> {
  const env = { ...GO_ENV, GOOS: goos, GOARCH: goarch };
  const [listed, goRoot, goVersion] = await Promise.all([
    run("go", ["list", "-deps", "-f", FORMAT, MAIN_PACKAGE], { cwd: ROOT, env }),
    run("go", ["env", "GOROOT"], { cwd: ROOT }),
    run("go", ["env", "GOVERSION"], { cwd: ROOT }),
  ]);
  const folders = new Map<string, { version: string; module: string; packages: string[] }>();
  for (const line of listed.split("\n").filter((text) => text !== "")) {
    const [folder, path, version, module, main] = line.split("\t") as [string, string, string, string, string];
    if (main === "true") continue;
    const known = folders.get(path) ?? { version, module, packages: [] };
    folders.set(path, { ...known, packages: [...known.packages, folder] });
  }
  const components = [...folders].map(([name, { version, module, packages }]) => {
    const files = new Set(packages.flatMap((folder) => upwards(folder, module)).flatMap(licenceFiles));
    return { name, version, texts: textsOf([...files]) };
  });
  const all = [
    { name: "Go", version: goVersion.trim().replace(/^go/, ""), texts: textsOf(licenceFiles(goRoot.trim())) },
  ];
  for (const component of components) {
    const source = components.find(({ name }) => name === GENERATED_FROM[component.name]);
    all.push(source === undefined ? component : { ...component, texts: source.texts });
  }
  refuseUnlicensed(all);
  return all;
}

/** The text of k6's own licence: the AGPL. */
export async function k6Licence(): Promise<{ version: string; text: string }> {
  const found = await run("go", ["list", "-m", "-f", "{{.Version}}\t{{.Dir}}", K6_MODULE], { cwd: ROOT });
  const [version, folder] = found.trim().split("\t") as [string, string];
  const text = readFileSync(join(folder, "LICENSE.md"), "utf8");
  if (!text.includes("AFFERO GENERAL PUBLIC LICENSE")) throw new Error(`${K6_MODULE} ${version} is not under the AGPL`);
  return { version, text };
}

/** A part of a module may have a licence of its own. */
function upwards(folder: string, top: string): string[] {
  return folder === top || !folder.startsWith(top) ? [top] : [folder, ...upwards(dirname(folder), top)];
}

function licenceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicenceFile(entry.name))
    .map((entry) => join(folder, entry.name));
}

function textsOf(files: readonly string[]): string[] {
  return [...files].sort().map((file) => readFileSync(file, "utf8"));
}
