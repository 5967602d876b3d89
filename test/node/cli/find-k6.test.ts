/** Where k6 is found, and the one line that says what to do where it is not. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findK6, findStormK6, type Machine } from "../../../lib/node/cli/find-k6";
import { packageOf, PLATFORMS } from "../../../lib/node/packages/platforms";
import { Refusal } from "../../../lib/text/refusal";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "probe-storm-find-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("installed from npm", () => {
  test.each(PLATFORMS)("on $name it is the file of its package", (platform) => {
    const binary = installed(platform.name, platform.binary);
    expect(found({ platform: platform.os, arch: platform.cpu })).toBe(binary);
  });

  test("nothing depends on the C library: there is one package for glibc and musl", () => {
    expect(PLATFORMS.map(packageOf).filter((name) => /musl|gnu/.test(name))).toEqual([]);
  });

  test("without its package, the two commands that install it", () => {
    expect(refusedAs({})).toMatch(
      /^the package @probe-storm\/k6-linux-x64, which holds k6, is not installed: run npm install --include=optional, or npm install @probe-storm\/k6-linux-x64@\d+\.\d+\.\d+$/,
    );
  });

  test("with that of another platform, node_modules came from there", () => {
    installed("darwin-arm64", "bin/k6");
    expect(refusedAs({})).toBe(
      "node_modules has k6 for darwin-arm64 and this machine is linux-x64: remove node_modules, and install anew on this machine",
    );
  });

  test("with its package but not its file, it is installed again", () => {
    put("node_modules/@probe-storm/k6-linux-x64/package.json");
    expect(refusedAs({})).toContain("@probe-storm/k6-linux-x64, which holds k6, is not installed");
  });

  test("a platform without a package, and what can be done there", () => {
    expect(refusedAs({ platform: "freebsd" })).toBe(
      "there is no package with k6 for freebsd-x64, only for linux-x64, linux-arm64, darwin-x64, darwin-arm64, win32-x64: " +
        "build k6 on this machine, by npm run setup in a clone, and let PROBE_STORM_K6 name it",
    );
  });

  test("the execute permission got lost, as in an archive of a pipeline", () => {
    const binary = installed("linux-x64", "bin/k6");
    chmodSync(binary, 0o644);
    expect(refusedAs({})).toBe(
      `k6 cannot be started: ${binary}: it has no execute permission, which chmod +x ${binary} gives`,
    );
  });
});

describe("in a clone", () => {
  beforeEach(() => put("register.go"));

  test("it is bin/k6", () => {
    const built = put("bin/k6");
    expect(found({})).toBe(built);
  });

  test("before it is built, the command that builds it", () => {
    expect(refusedAs({})).toBe("k6 is not built yet: run npm run setup");
  });
});

describe("PROBE_STORM_K6", () => {
  const expected = 'PROBE_STORM_K6: expected the path of a k6 with k6/x/healthcheck, got "';

  test("wins over the package", () => {
    installed("linux-x64", "bin/k6");
    const own = put("own/k6");
    expect(found({ given: own })).toBe(own);
  });

  test("empty, it names nothing, and the package counts", () => {
    const binary = installed("linux-x64", "bin/k6");
    expect(found({ given: "" })).toBe(binary);
  });

  test("names nothing that is there, although the package is", () => {
    installed("linux-x64", "bin/k6");
    expect(refusedAs({ given: "/nowhere/k6" })).toBe(`${expected}/nowhere/k6": it is not there`);
  });

  test("names a folder", () => {
    expect(refusedAs({ given: folder })).toBe(`${expected}${folder}": it is a folder`);
  });

  test("names a file without execute permission", () => {
    const own = put("own/k6");
    chmodSync(own, 0o644);
    const why = `it has no execute permission, which chmod +x ${own} gives`;
    expect(refusedAs({ given: own })).toBe(`${expected}${own}": ${why}`);
  });

  test.each(["/bin/true", "/bin/false"])(
    "names %s, which is no k6: no run is made, which might seem to have held",
    (given) => {
      const why = "its version command does not name k6/x/healthcheck";
      expect(() => findStormK6(machineWith({ given }))).toThrow(`${expected}${given}": ${why}`);
    },
  );
});

function found(machine: Partial<Machine>): string {
  return findK6(machineWith(machine));
}

function machineWith(machine: Partial<Machine>): Machine {
  const root = join(folder, "node_modules", "probe-storm");
  return {
    given: undefined,
    platform: "linux",
    arch: "x64",
    resolve: createRequire(join(root, "dist", "cli.js")).resolve,
    root: folder,
    ...machine,
  };
}

function refusedAs(machine: Partial<Machine>): string {
  try {
    return `found: ${found(machine)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return (error as Refusal).message;
  }
}

/** @returns the path of the binary */
function installed(platform: string, binary: string): string {
  put(`node_modules/@probe-storm/k6-${platform}/package.json`);
  return put(`node_modules/@probe-storm/k6-${platform}/${binary}`);
}

function put(file: string): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "{}");
  chmodSync(path, 0o755);
  return path;
}
