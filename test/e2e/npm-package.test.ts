/** What people get from npm: packed, installed without Go and without a registry, and run. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Journal } from "../../lib/model/journal";
import { platformManifest, type Manifest, type RepositoryManifest } from "../../lib/node/packages/manifests";
import { pack } from "../../lib/node/packages/pack";
import { packageOf, platformOf, PLATFORMS } from "../../lib/node/packages/platforms";
import { ROOT } from "../../lib/node/root";
import { bareMachine, type BareMachine } from "../support/bare-machine";
import { startRegistry, type Registry } from "../support/registry";
import { serveFlaw } from "../support/server";

const HERE = platformOf(process.platform, process.arch)!;
const BRIEF = ["--baseline", "2s", "--storm", "4s", "--night", "0s", "--recovery", "3s", "--client-timeout", "2s"];
const repository = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as RepositoryManifest;
const main = archive("probe-storm");
const k6 = archive(`probe-storm-k6-${HERE.name}`);
const staged = (name: string) => join(ROOT, "packages", "staged", name);

let machine: BareMachine;

beforeAll(() => {
  execFileSync("node", ["--import", "tsx", "lib/node/packages.ts", "--only", HERE.name], { cwd: ROOT });
  machine = bareMachine();
});

afterAll(() => {
  machine?.remove();
});

describe("in an empty folder, with Node alone and no registry", () => {
  let project: string;

  beforeAll(async () => {
    project = machine.makeProject("empty");
    const { code, stderr } = await machine.run("npm", ["install", "--offline", "--ignore-scripts", main, k6], {
      cwd: project,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("TypeScript finds the types: module %s, resolved as %s", async (module, moduleResolution) => {
    const folder = join(project, moduleResolution);
    const compilerOptions = {
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      types: ["probe-storm/k6", "probe-storm/tcp"],
      lib: ["es2022"],
    };
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "uses.ts"), USES);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["uses.ts"] }));
    const tsc = [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "--project", folder];
    const { code, stdout } = await machine.run("node", tsc, { cwd: project });
    rmSync(folder, { recursive: true });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  });

  test("npx probe-storm run tells the verdict, writes report.html, and leaves nothing elsewhere", async () => {
    expect((await machine.run("sh", ["-c", "command -v go"], { cwd: project })).stdout).toBe("");
    const server = await serveFlaw("stuck-greeting");
    const { code, stdout } = await machine.run(
      "npx",
      ["probe-storm", "run", server.address, "--checker", "rst", "--out", "out", ...BRIEF],
      { cwd: project },
    );
    const { accepted } = await server.stop();
    expect(stdout).toMatch(/^\s*WEDGED /m);
    expect(code).toBe(99);
    expect(accepted).toBeGreaterThan(0);
    const journal = JSON.parse(readFileSync(join(project, "out", "journal.json"), "utf8")) as Journal;
    expect(journal).toMatchObject({ verdict: "wedged", target: server.address });
    expect(readFileSync(join(project, "out", "report.html"), "utf8")).toContain("</html>");

    rmSync(join(project, "node_modules"), { recursive: true });
    expect(readdirSync(project).sort()).toEqual(["out", "package-lock.json", "package.json"]);
    expect(readdirSync(machine.home)).toEqual(["empty"]);
    // What npx compiles for itself is Node's own cache.
    expect(readdirSync(machine.temporary).filter((name) => name !== "node-compile-cache")).toEqual([]);
  });
});

describe("from a registry that has the packages of all platforms", () => {
  let registry: Registry;
  let project: string;
  /** With a cache of its own: npm fetches nothing that it has already. */
  let other: BareMachine;

  beforeAll(async () => {
    registry = await startRegistry([
      { manifest: manifestIn(staged("probe-storm")), archive: main },
      { manifest: manifestIn(staged(`k6-${HERE.name}`)), archive: k6 },
      ...PLATFORMS.filter((platform) => platform !== HERE).map((platform) => ({
        manifest: platformManifest(repository, platform),
      })),
    ]);
    other = bareMachine();
    project = other.makeProject("from-registry");
  });

  afterAll(async () => {
    other?.remove();
    await registry?.close();
  });

  test("npm takes the platform that fits, and no other", async () => {
    await npm("install", "--ignore-scripts", "probe-storm");
    expect(registry.fetched.sort()).toEqual([main, k6].map((file) => file.replace(/^.*\//, "")).sort());
    expect(await probeStorm("--version")).toEqual({ code: 0, stdout: `${repository.version}\n`, stderr: "" });
    expect((await probeStorm("run", "--checker", "no-such")).stderr).toContain("no-such");
  });

  test("without execute permission, as some archives leave it, a line says how to give it", async () => {
    const binary = join(project, "node_modules", packageOf(HERE), HERE.binary);
    chmodSync(binary, 0o644);
    const { code, stderr } = await probeStorm("run", "127.0.0.1:9", "--checker", "rst");
    chmodSync(binary, 0o755);
    expect({ code, stderr }).toEqual({
      code: 104,
      stderr: `k6 cannot be started: ${binary}: it has no execute permission, which chmod +x ${binary} gives\n`,
    });
  });

  test("copied from another platform, a line says to install anew", async () => {
    const scope = join(project, "node_modules", "@probe-storm");
    const [own, foreign] = [join(scope, `k6-${HERE.name}`), join(scope, "k6-win32-x64")];
    renameSync(own, foreign);
    const { code, stderr } = await probeStorm("run", "127.0.0.1:9", "--checker", "rst");
    renameSync(foreign, own);
    expect({ code, stderr }).toEqual({
      code: 104,
      stderr: `node_modules has k6 for win32-x64 and this machine is ${HERE.name}: remove node_modules, and install anew on this machine\n`,
    });
  });

  test("PROBE_STORM_K6 that names nothing is refused, although the package is there", async () => {
    const { code, stderr } = await probeStorm("run", "127.0.0.1:9", "--checker", "rst", {
      PROBE_STORM_K6: "/nowhere/k6",
    });
    expect({ code, stderr }).toEqual({
      code: 104,
      stderr: `PROBE_STORM_K6: expected the path of a k6 with k6/x/healthcheck, got "/nowhere/k6": it is not there\n`,
    });
  });

  test("installed without optional packages, a line names the command that cures it, and it does", async () => {
    rmSync(join(project, "node_modules"), { recursive: true });
    await npm("install", "--omit=optional");
    const { code, stderr } = await probeStorm("run", "127.0.0.1:9", "--checker", "rst");
    expect(code).toBe(104);
    const [, cure, byName] = /: run npm (.*), or npm (.*)\n$/.exec(stderr)!;
    expect(byName).toBe(`install ${packageOf(HERE)}@${repository.version}`);
    await npm(...cure!.split(" "));
    expect((await probeStorm("run", "--checker", "no-such")).stderr).toContain("no-such");
  });

  async function npm(...args: string[]): Promise<void> {
    const { code, stderr } = await other.run("npm", args, { cwd: project, registry: registry.url });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  }

  /** The registry is out of reach: once it is installed, nothing is asked for. */
  function probeStorm(...args: (string | Record<string, string>)[]) {
    const words = args.filter((arg) => typeof arg === "string");
    const [env] = args.filter((arg) => typeof arg !== "string");
    return other.run("npx", ["probe-storm", ...words], { cwd: project, ...(env && { env }) });
  }
});

describe("what the packages hold", () => {
  test("nothing is run when they are installed, and nothing is installed but k6", () => {
    for (const folder of [staged("probe-storm"), staged(`k6-${HERE.name}`)]) {
      const manifest = manifestIn(folder);
      expect(Object.keys(manifest)).not.toContain("scripts");
      expect(Object.keys(manifest)).not.toContain("dependencies");
    }
    expect(manifestIn(staged("probe-storm")).optionalDependencies).toEqual(
      Object.fromEntries(PLATFORMS.map((platform) => [packageOf(platform), repository.version])),
    );
  });

  test.each(["probe-storm", `k6-${HERE.name}`])("publint finds nothing wrong with %s", async (name) => {
    const { messages, pkg } = await publint({ pkgDir: staged(name), strict: true, pack: false });
    expect(messages.map((message) => formatMessage(message, pkg!))).toEqual([]);
  });

  test("k6 comes with its licence, those of its parts, and where its source is", () => {
    const read = (file: string) => readFileSync(join(staged(`k6-${HERE.name}`), file), "utf8");
    expect(read("LICENSE.md")).toContain("AFFERO GENERAL PUBLIC LICENSE");
    expect(manifestIn(staged(`k6-${HERE.name}`)).license).toBe("AGPL-3.0-only");
    const parts = read("THIRD-PARTY-LICENSES.txt");
    for (const name of ["go.k6.io/k6/v2 v", "github.com/spf13/cobra v", "Go 1.", "probe-storm "])
      expect(parts).toContain(name);
    const [, version] = /go\.k6\.io\/k6\/v2 (v[\d.]+)/.exec(readFileSync(join(ROOT, "go.mod"), "utf8"))!;
    expect(read("README.md")).toContain(`https://github.com/grafana/k6/tree/${version}`);
    expect(read("README.md")).toContain(`https://github.com/probe-storm/probe-storm/tree/v${repository.version}`);
  });

  test("every npm package whose code is bundled has its licence told", () => {
    const text = readFileSync(join(staged("probe-storm"), "THIRD-PARTY-LICENSES.txt"), "utf8");
    const bundled = JSON.parse(readFileSync(join(ROOT, "dist", "bundled-packages.json"), "utf8")) as string[];
    expect(bundled).toContain("yaml");
    for (const name of bundled) expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  test("the same files make the same archive", async () => {
    const folder = mkdtempSync(join(tmpdir(), "probe-storm-packed-"));
    try {
      expect(sha256((await pack(staged("probe-storm"), folder)).file)).toBe(sha256(main));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** What is wrong has to be found as well: a type that resolves to nothing is `any`, and takes everything. */
const USES = `
import { Exchange } from "k6/x/healthcheck";
import type { Exchange as ByName } from "probe-storm/healthcheck";
import type { AnyJournal } from "probe-storm/journal";
import { storm, type OwnClient } from "probe-storm";
import { Socket } from "k6/x/tcp";

const greeted: OwnClient = ({ address }) => new Socket().connect(address) !== undefined;
export const { options, setup } = storm({ settings: { CHECKER: "haproxy", CLIENT_RATE: 5 }, client: greeted });
// @ts-expect-error: no such cause
storm({ client: () => ({ ok: false, cause: "bad weather" }) });

export const exchange: ByName = new Exchange({ target: "127.0.0.1:1", role: "checker", name: "a", ending: { kind: "rst" } });
// @ts-expect-error: no such role
new Exchange({ target: "127.0.0.1:1", role: "nobody", name: "a", ending: { kind: "rst" } });

export function verdictOf(journal: AnyJournal): string {
  // @ts-expect-error: no journal has it
  void journal.noSuchField;
  return journal.kind === "storm" ? journal.verdict : journal.kind;
}
`;

function archive(prefix: string): string {
  return join(ROOT, "packages", `${prefix}-${repository.version}.tgz`);
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
