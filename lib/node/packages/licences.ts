/** The licences of other people's work in a package, as the one text file that is packed with it. */

export interface Component {
  name: string;
  version: string;
  /** Each licence, notice and patent grant that stands with it, as it stands there. */
  texts: readonly string[];
}

const RULE = "-".repeat(80);

/** What a file of a licence, a notice or a patent grant is called. */
const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice|patents|unlicense)([._-][a-z0-9._-]*)?$/i;
const CODE = /\.(go|js|cjs|mjs|ts|json|ya?ml)$/i;

export function isLicenceFile(name: string): boolean {
  return LICENCE_FILE.test(name) && !CODE.test(name);
}

/** Each text once, below the names of all that it is for. */
export function licencesText(introduction: string, components: readonly Component[]): string {
  const names = new Map<string, string[]>();
  for (const { name, version, texts } of sorted(components)) {
    for (const text of texts.map(tidy)) names.set(text, [...(names.get(text) ?? []), `${name} ${version}`.trim()]);
  }
  const parts = [...names].map(([text, all]) => `${RULE}\n${[...new Set(all)].join("\n")}\n${RULE}\n\n${text}\n`);
  return [`${introduction}\n`, ...parts].join("\n");
}

/** @throws Error that names those of which nobody may pass anything on */
export function refuseUnlicensed(components: readonly Component[]): void {
  const without = components.filter(({ texts }) => texts.length === 0).map(({ name }) => name);
  if (without.length > 0) throw new Error(`no licence text found for ${without.join(", ")}`);
}

function sorted(components: readonly Component[]): Component[] {
  return [...components].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What differs only in blanks and ends of lines is one text. */
function tidy(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trim();
}
