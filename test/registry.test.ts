/**
 * What k6's extension registry asks of a repository, as far as a clone can tell (grafana.com/docs/k6/latest/extensions/create).
 * .ci/xk6-build/run has `xk6 lint` itself look as well; what is left are `govulncheck`, which needs the Internet, and the release's tag.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const goMod = read("go.mod");
const readme = read("README.md");

test("go.mod at the root names the module where it is found, and replaces none", () => {
  expect(goMod).toMatch(/^module github\.com\/probe-storm\/probe-storm$/m);
  expect(goMod).not.toMatch(/^\s*replace\b/m);
  expect(read("register.go")).toContain(`"github.com/probe-storm/probe-storm/xk6/`);
});

test("README.md says how to build it, and for which k6", () => {
  const [, k6] = /go\.k6\.io\/k6\/v2 (v[\d.]+)/.exec(goMod)!;
  expect(readme).toContain(`xk6 build ${k6} --with github.com/probe-storm/probe-storm`);
  expect(readme).toContain("built for k6 v2");
  expect(read(".ci/xk6-build/run")).toContain(`xk6 build ${k6} `);
});

test("the licence is one that the registry accepts, the same everywhere", () => {
  expect(read("LICENSE")).toMatch(/^\s+Apache License\s+Version 2\.0, January 2004/);
  expect((JSON.parse(read("package.json")) as { license: string }).license).toBe("Apache-2.0");
});

test.each(["index.d.ts", "smoke.js", "register.go", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"])(
  "%s is there",
  (file) => {
    expect(read(file)).not.toBe("");
  },
);

test("there are examples", () => {
  expect(readdirSync(join(root, "examples")).length).toBeGreaterThan(1);
});

test("README.md leads to who contributes, what changed and how to report a weakness", () => {
  for (const file of ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]) expect(readme).toContain(`](${file})`);
});

test("each exception from gosec names its rule and its reason", () => {
  const lines = readdirSync(join(root, "xk6"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".go"))
    .flatMap((file) => read(join("xk6", file)).split("\n"))
    .filter((line) => line.includes("#nosec"));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !/#nosec G\d{3} -- \S/.test(line))).toEqual([]);
});
