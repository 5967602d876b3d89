/** What a release has left to do, as commands in their order. The platforms go first: the main package names them by this version. */
import { relative } from "node:path";
import { isPrerelease } from "./version";

/** @param files the archives, the main package last */
export function publishCommands(version: string, files: readonly string[], root: string): string[] {
  // What is not yet a release must not become what everybody gets.
  const tag = isPrerelease(version) ? " --tag next" : "";
  return [
    // The schema of this version is a new file.
    "git add schema/released",
    `git commit -am "Version ${version}"`,
    `git tag v${version}`,
    `git push origin HEAD v${version}`,
    ...files.map((file) => `npm publish --access public${tag} ./${relative(root, file)}`),
  ];
}
