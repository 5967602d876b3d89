// @ts-check
// Sets up what is missing: node_modules, bin/k6, dist/*.js, bin/probe-storm. Each output carries a stamp of what it was made from, so that a
// second run has nothing to do. It is JavaScript: it runs before anything is installed that reads TypeScript.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { GO_BUILD, GO_ENV, goSources, MAIN_PACKAGE } from "./k6-build.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

try {
  setup();
} catch (error) {
  process.stderr.write(`probe-storm: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function setup() {
  version("node", ["--version"], /v(\d+)\.(\d+)/, [20, 19]);
  const go = version("go", ["version"], /go(\d+)\.(\d+)/, [1, 25]);

  make("npm packages", "node_modules", "node_modules/.setup-stamp", hash([join(root, "package-lock.json")]), () =>
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
  );
  const k6 = hash(goSources(root), go, ...GO_BUILD);
  make("bin/k6 (the first build takes a minute or two)", "bin/k6", "bin/.setup-stamp", k6, () =>
    run("go", [...GO_BUILD, "-o", join(root, "bin", "k6"), MAIN_PACKAGE], GO_ENV),
  );
  const sources = [
    ...["lib", "scripts", "thresholds"].flatMap((folder) => files(folder, /\.ts$/)),
    ...["package.json", "package-lock.json"].map((file) => join(root, file)),
  ];
  make("dist/*.js", "dist", "dist/.setup-stamp", hash(sources), () =>
    run("node", ["--import", "tsx", "lib/node/bundle.ts"]),
  );
  writeLauncher();
}

/** The command line of a clone. A dynamic import works in a file without an ending, whatever Node takes that for. */
function writeLauncher() {
  const file = join(root, "bin", "probe-storm");
  writeFileSync(file, '#!/usr/bin/env node\nimport("../dist/cli.js");\n');
  chmodSync(file, 0o755);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RegExp} pattern finds the major and the minor version in what it prints
 * @param {[major: number, minor: number]} least
 */
function version(command, args, pattern, least) {
  let text;
  try {
    text = execFileSync(command, args, { encoding: "utf8", cwd: root });
  } catch {
    throw new Error(`${command} is missing: probe-storm needs ${command} ${least.join(".")} or newer`);
  }
  const found = pattern.exec(text);
  const [major, minor] = found ? [Number(found[1]), Number(found[2])] : [0, 0];
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    throw new Error(`${command} is too old: probe-storm needs ${least.join(".")} or newer, this says ${text.trim()}`);
  }
  return text.trim();
}

/**
 * @param {string} folder
 * @param {RegExp} wanted the names
 */
function files(folder, wanted) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * @param {string[]} paths
 * @param {string[]} more other text that counts
 */
function hash(paths, ...more) {
  const sum = createHash("sha256");
  for (const path of paths) sum.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  for (const text of more) sum.update(text);
  return sum.digest("hex");
}

/**
 * @param {string} what as people read it
 * @param {string} output
 * @param {string} stamp the file that holds the digest of what the output was made from
 * @param {string} digest
 * @param {() => void} build
 */
function make(what, output, stamp, digest, build) {
  const stampFile = join(root, stamp);
  if (existsSync(join(root, output)) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest) return;
  process.stderr.write(`probe-storm: setting up ${what}\n`);
  build();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, digest);
}

/**
 * What it prints goes to stderr: stdout belongs to the command that wanted the set-up.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
function run(command, args, env = {}) {
  execFileSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, ...env } });
}
