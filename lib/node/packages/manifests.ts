/** The package.json of each published package, made from that of the repository. */
import { packageOf, PLATFORMS, type Platform } from "./platforms";

/** What of the repository's package.json is published. */
export interface RepositoryManifest {
  name: string;
  version: string;
  description: string;
  license: string;
  keywords: readonly string[];
  homepage: string;
  bugs: string;
  repository: { type: string; url: string };
  type: string;
  engines: { node: string };
}

export type Manifest = Readonly<Record<string, unknown>>;

/** The licence as k6's sources name it: version 3 alone. */
export const K6_LICENCE = "AGPL-3.0-only";

/** The files of the main package. npm adds those that it always takes. */
const FILES = [
  "dist",
  "lib",
  "schema",
  "index.d.ts",
  "k6.d.ts",
  "library.d.ts",
  "runtime.d.ts",
  "tcp.d.ts",
  "CHANGELOG.md",
  "THIRD-PARTY-LICENSES.txt",
];

/**
 * Everything is bundled: it depends on nothing but k6 for this machine, which npm chooses by `os` and `cpu`. Nothing runs when it is
 * installed.
 *
 * @param has whether the package holds the file or the folder
 */
export function mainManifest(repository: RepositoryManifest, has: (file: string) => boolean): Manifest {
  const library = has("dist/library.js");
  return {
    name: repository.name,
    description: repository.description,
    keywords: repository.keywords,
    ...shared(repository),
    license: repository.license,
    type: repository.type,
    engines: repository.engines,
    files: FILES.filter(has),
    bin: { "probe-storm": "dist/cli.js" },
    ...(library ? { types: "library.d.ts" } : {}),
    exports: {
      ...(library ? { ".": { types: "./library.d.ts", default: "./dist/library.js" } } : {}),
      "./k6": { types: "./k6.d.ts" },
      "./tcp": { types: "./tcp.d.ts" },
      "./healthcheck": { types: "./index.d.ts" },
      "./journal": { types: "./lib/model/any-journal.d.ts" },
      "./dist/*": "./dist/*",
      ...(has("schema") ? { "./schema/*": "./schema/*" } : {}),
      "./package.json": "./package.json",
    },
    optionalDependencies: Object.fromEntries(PLATFORMS.map((platform) => [packageOf(platform), repository.version])),
  };
}

/** No `libc`: the binary is static, and runs with any. */
export function platformManifest(repository: RepositoryManifest, platform: Platform): Manifest {
  return {
    name: packageOf(platform),
    description: `k6 with k6/x/healthcheck for ${platform.name}: a part of ${repository.name}`,
    ...shared(repository),
    license: K6_LICENCE,
    type: "commonjs",
    engines: repository.engines,
    os: [platform.os],
    cpu: [platform.cpu],
    // The binary is started where it lies. Yarn would keep it inside an archive.
    preferUnplugged: true,
  };
}

function shared({ version, homepage, bugs, repository }: RepositoryManifest): Manifest {
  return { version, homepage, bugs, repository };
}
