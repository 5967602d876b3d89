/** Writes the types of the published package: those written by hand, and what TypeScript makes of the entries and all that they import. */
import ts from "typescript";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";

/** For people's scripts: TypeScript then knows `k6/x/healthcheck`, which k6 itself has built in. */
const K6_MODULE_TYPES = `/** \`"types": ["probe-storm/k6"]\` in tsconfig.json: the types of \`k6/x/healthcheck\`. */
declare module "k6/x/healthcheck" {
  export * from "probe-storm/healthcheck";
}
`;

/** Written by hand, at the root of the repository and of the package. */
const BY_HAND = ["index.d.ts", "runtime.d.ts", "library.d.ts", "tcp.d.ts"];

/**
 * @param entries from the root of the repository; each type lies where its source does
 * @param folder of the package
 */
export function writeDeclarations(entries: readonly string[], folder: string): void {
  for (const file of BY_HAND.filter((name) => existsSync(join(ROOT, name)))) {
    writeFileSync(join(folder, file), withEndings(readFileSync(join(ROOT, file), "utf8")));
  }
  writeFileSync(join(folder, "k6.d.ts"), K6_MODULE_TYPES);
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: entries }, ts.sys, ROOT);
  const program = ts.createProgram(
    entries.map((entry) => join(ROOT, entry)),
    { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: ROOT, outDir: folder },
  );
  const { diagnostics } = program.emit(undefined, (file, text) => ts.sys.writeFile(file, withEndings(text)));
  if (diagnostics.length > 0) {
    throw new Error(ts.formatDiagnostics(diagnostics, { ...ts.createCompilerHost(options), getNewLine: () => "\n" }));
  }
}

/** Node's own way to find modules wants the ending of a file; a folder's index is named in full by nobody here. */
function withEndings(text: string): string {
  return text.replace(/(\bfrom |\bimport\()"(\.[^"]+)"/g, (_, word: string, path: string) => `${word}"${path}.js"`);
}
