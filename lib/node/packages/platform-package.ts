/** The package of a platform: k6 with the extension, its licence, and where its source is. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { GO_BUILD, GO_ENV, MAIN_PACKAGE } from "../k6-build.mjs";
import { ROOT } from "../root";
import { goComponents, k6Licence, K6_MODULE } from "./go-licences";
import { licencesText } from "./licences";
import { platformManifest, type RepositoryManifest } from "./manifests";
import { packageOf, type Platform } from "./platforms";
import { buildPlatformK6 } from "./platform-k6";

/**
 * @param folder is made anew
 * @param builds keeps the binaries from one time to the next
 */
export async function stagePlatform(
  repository: RepositoryManifest,
  platform: Platform,
  { folder, builds }: { folder: string; builds: string },
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const binary = join(folder, platform.binary);
  mkdirSync(dirname(binary), { recursive: true });
  copyFileSync(await buildPlatformK6(platform, builds), binary);
  chmodSync(binary, 0o755);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("package.json", `${JSON.stringify(platformManifest(repository, platform), null, 2)}\n`);
  const [k6, components] = await Promise.all([k6Licence(), goComponents(platform)]);
  write("LICENSE.md", k6.text);
  const own = {
    name: repository.name,
    version: repository.version,
    texts: [readFileSync(join(ROOT, "LICENSE"), "utf8")],
  };
  const title = `What ${packageOf(platform)} ${repository.version} is made of, and the licence of each part.`;
  write("THIRD-PARTY-LICENSES.txt", licencesText(title, [own, ...components]));
  const go = components.find(({ name }) => name === "Go");
  if (go === undefined) throw new Error("Go itself is missing among the parts of the binary");
  write("README.md", readme(repository, platform, { k6: k6.version, go: go.version }));
}

function readme(
  { name, version, homepage, license }: RepositoryManifest,
  platform: Platform,
  made: { k6: string; go: string },
): string {
  const env = { ...GO_ENV, GOOS: platform.goos, GOARCH: platform.goarch };
  const settings = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const flags = GO_BUILD.map((flag) => (flag.includes(" ") ? `"${flag}"` : flag));
  return `# ${packageOf(platform)}

The program that [${name}](${homepage}) starts on ${platform.name}: [k6](https://k6.io) with the extension \`k6/x/healthcheck\` built in.
Install \`${name}\`, which takes the package that fits the machine.

## Licence

The program as a whole is under the GNU Affero General Public License, version 3, as k6 is: [LICENSE.md](LICENSE.md). The parts that are
${name}'s own are under ${license}. THIRD-PARTY-LICENSES.txt has the licence of every part.

## Source

- ${name} ${version}: <${homepage}/tree/v${version}>
- k6 ${made.k6}: <https://github.com/grafana/k6/tree/${made.k6}>, or \`go mod download ${K6_MODULE}@${made.k6}\`
- everything else: \`go.mod\` and \`go.sum\` of ${name} name each module with its version and its checksum

k6 is built in unchanged. In the source of ${name}, with Go ${made.go}:

\`\`\`sh
${settings.join(" ")} go ${flags.join(" ")} ${MAIN_PACKAGE}
\`\`\`
`;
}
