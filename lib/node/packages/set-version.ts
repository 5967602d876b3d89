/** Sets the version in every place of the repository. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../text/refusal";
import { refusalLine } from "../../text/refusal-line";
import { isPrerelease } from "./version";
import { VERSION_PLACES, versionsAt, withVersion } from "./version-places";

/**
 * @param root of the repository
 * @param day as `2026-11-30`; a prerelease stays unreleased in CHANGELOG.md
 * @throws Refusal where what CHANGELOG.md tells of is out already, before anything is changed
 */
export function setVersion(root: string, version: string, day: string): void {
  const told = isPrerelease(version) ? "unreleased" : day;
  const texts = new Map<string, string>();
  const read = (file: string) => texts.get(file) ?? readFileSync(join(root, file), "utf8");
  const [heading] = /^## .*$/m.exec(read("CHANGELOG.md")) ?? [""];
  if (!heading.endsWith(", unreleased") && heading !== `## ${version}, ${day}`) {
    throw new Refusal(
      refusalLine("CHANGELOG.md", heading, `"## ${version}, unreleased" as its first heading, with what has changed`),
    );
  }
  for (const place of VERSION_PLACES) texts.set(place.file, withVersion(place, read(place.file), version, told));
  for (const [file, text] of texts) writeFileSync(join(root, file), text);
}

/** Where the version stands, and which ones. */
export function versionsIn(root: string): { file: string; versions: string[] }[] {
  return VERSION_PLACES.map((place) => ({
    file: place.file,
    versions: versionsAt(place, readFileSync(join(root, place.file), "utf8")),
  }));
}
