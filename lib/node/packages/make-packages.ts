/** Stages and packs the packages: those of the platforms first, the order in which they are published. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";
import { stageMain } from "./main-package";
import type { RepositoryManifest } from "./manifests";
import { pack, type Packed } from "./pack";
import { stagePlatform } from "./platform-package";
import type { Platform } from "./platforms";

export const PACKAGES = join(ROOT, "packages");
const STAGED = join(PACKAGES, "staged");

/** @param version undefined: that of package.json */
export async function makePackages(platforms: readonly Platform[], version?: string): Promise<Packed[]> {
  mkdirSync(STAGED, { recursive: true });
  const found = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as RepositoryManifest;
  const repository = { ...found, version: version ?? found.version };
  const packed: Packed[] = [];
  for (const platform of platforms) {
    const folder = join(STAGED, `k6-${platform.name}`);
    await stagePlatform(repository, platform, { folder, builds: join(PACKAGES, "builds") });
    packed.push(await pack(folder, PACKAGES));
  }
  const folder = join(STAGED, repository.name);
  stageMain(repository, folder);
  return [...packed, await pack(folder, PACKAGES)];
}
