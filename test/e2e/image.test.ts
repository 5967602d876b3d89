/** The OCI image as a runtime without Docker takes it: imported by containerd, run by runc, read-only and as nobody. */
import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import type { Journal } from "../../lib/model/journal";
import { makeImage } from "../../lib/node/image/make-image";
import { hasContainerd, startContainerd } from "../support/containerd";
import { SHORT } from "../support/k6";
import { readOciArchive, type OciArchive } from "../support/oci-archive";
import { serveFlaw } from "../support/server";

const MOST_BYTES = 25_000_000;
/** As in lib/node/image/image-description.ts. */
const USER = 65532;
interface KubernetesJob {
  spec: { template: { spec: { containers: { env: { name: string; value: string }[]; securityContext: object }[] } } };
}

const FILES = ["journal.json", "junit.xml", "report.html", "summary.md"];
const NOBODY = `${USER}/${USER}`;

const folder = mkdtempSync(join(tmpdir(), "probe-storm-image-test-"));
const archive = join(folder, "image.tar");
let image: OciArchive;

beforeAll(async () => {
  // The first build for another machine compiles everything.
  await makeImage(archive);
  image = readOciArchive(archive);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the archive holds one image for amd64 and one for arm64, each below 25 MB", () => {
  expect(image.platforms.map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/arm64"]);
  for (const { platform, config, bytes } of image.platforms) {
    expect(`${config.os}/${config.architecture}`).toBe(platform);
    expect(bytes).toBeLessThan(MOST_BYTES);
  }
});

test("each holds a k6 without symbols or shared libraries, made for its machine", () => {
  for (const { platform, read } of image.platforms) {
    const elf = join(folder, "k6");
    writeFileSync(elf, read("usr/bin/k6"));
    const header = readFileSync(elf).subarray(0, 20);
    expect(header.subarray(1, 4).toString()).toBe("ELF");
    // e_machine: EM_X86_64 or EM_AARCH64.
    expect(header.readUInt16LE(18)).toBe(platform === "linux/amd64" ? 62 : 183);
    const sections = execFileSync("readelf", ["--section-headers", "--program-headers", "--wide", elf]).toString();
    expect(sections).toContain(".text");
    expect(sections).not.toMatch(/INTERP|\.symtab|\.debug_/);
  }
});

test("each has the scripts, the licences and the certificates; only the mounted folder is nobody's own", () => {
  for (const { files, read } of image.platforms) {
    const entries = files.map((line) => /^(\S+) +(\S+) +\d+ (\S+ \S+) (.*)$/.exec(line)!.slice(1) as string[]);
    expect(new Set(entries.map(([, , time]) => time))).toEqual(new Set(["1970-01-01 00:00"]));
    expect(entries.filter(([, owner]) => owner === NOBODY).map(([, , , path]) => path)).toEqual(["data/"]);
    const paths = entries.map(([, , , path]) => path);
    for (const script of ["probe-storm", "compare-checkers", "delay-sweep", "minimal-storm"]) {
      expect(paths).toContain(`${script}.js`);
    }
    expect(read("licenses/Apache-2.0.txt").toString()).toContain("Apache License");
    expect(read("licenses/AGPL-3.0.md").toString()).toContain("GNU AFFERO GENERAL PUBLIC LICENSE");
    expect(read("licenses/THIRD-PARTY-LICENSES.txt").toString()).toContain("go.k6.io/k6/v2 v2.2.0");
    const certificates = read("etc/ssl/certs/ca-certificates.crt").toString();
    expect(certificates.split("BEGIN CERTIFICATE").length).toBeGreaterThan(100);
  }
});

test("each runs as a number that is not root, begins with k6, and says what it is", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(image.name).toBe(`docker.io/library/probe-storm:${version}`);
  for (const { config } of image.platforms) {
    expect(config.config).toMatchObject({
      User: `${USER}:${USER}`,
      Entrypoint: ["/usr/bin/k6"],
      Cmd: ["run", "--quiet", "/probe-storm.js"],
      WorkingDir: "/data",
      Labels: {
        "org.opencontainers.image.title": "probe-storm",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.licenses": "Apache-2.0 AND AGPL-3.0-only",
        "org.opencontainers.image.source": expect.stringMatching(/^https:\/\/github\.com\//) as string,
      },
    });
  }
});

test("made again it has the same bytes", async () => {
  const again = join(folder, "again.tar");
  await makeImage(again);
  expect(readFileSync(again).equals(readFileSync(archive))).toBe(true);
}, 600_000);

test.skipIf(!hasContainerd)(
  "a container storms a service, ends with the verdict's code, and leaves its files",
  async () => {
    const mounted = join(folder, "data");
    mkdirSync(mounted);
    chownSync(mounted, USER, USER);
    const containerd = await startContainerd();
    const server = await serveFlaw("stuck-greeting");
    try {
      await containerd.importImage(archive);
      const run = (env: Record<string, string>, args?: readonly string[]) =>
        containerd.runContainer({
          ...{ image: image.name!, env, mount: { from: mounted, to: "/data" } },
          ...(args !== undefined && { args }),
        });
      const job = parse(readFileSync("examples/ci/kubernetes-job.yaml", "utf8")) as KubernetesJob;
      const [pod] = job.spec.template.spec.containers;
      expect(pod!.securityContext).toMatchObject({ runAsUser: USER, readOnlyRootFilesystem: true });
      const given = Object.fromEntries(pod!.env.map(({ name, value }) => [name, value]));
      const [storm, refused] = await Promise.all([
        run({ ...given, ...SHORT, TARGET: server.address, CLIENT: "greeting", CHECKER: "rst" }),
        // ctr wants the entry point as well, where the command is given in place of the image's own.
        run({}, ["/usr/bin/k6", "run", "--quiet", "/probe-storm.js", "-e", "INTERVAL=30"]),
      ]);
      const { accepted } = await server.stop();

      expect(storm.stdout, storm.stderr).toContain(`WEDGED ${server.address}: `);
      expect(storm.stderr).not.toContain("level=warning");
      expect(storm.code).toBe(99);
      const journal = JSON.parse(readFileSync(join(mounted, "out", "journal.json"), "utf8")) as Journal;
      expect(journal).toMatchObject({ verdict: "wedged", target: server.address });
      expect(accepted).toBeGreaterThan(0);
      expect(readdirSync(join(mounted, "out")).sort()).toEqual(FILES);
      expect(readdirSync(join(mounted, "out")).map((name) => statSync(join(mounted, "out", name)).uid)).toEqual(
        FILES.map(() => USER),
      );

      expect(refused.stderr).toContain("INTERVAL: expected a duration");
      expect(refused.code).toBe(107);
    } finally {
      await server.stop();
      await containerd.stop();
    }
  },
);
