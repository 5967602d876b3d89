// @ts-check
// How k6 with the extension is built: for bin/k6 and for the npm packages alike, so that both share Go's build cache and tests run what
// people get. It is JavaScript because lib/node/setup.mjs needs it.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * No path of this machine, no commit and no symbols for debuggers: the same sources give the same bytes, two thirds of the size. Go's own
 * stack traces stay whole.
 */
export const GO_BUILD = ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];

export const MAIN_PACKAGE = "./xk6/cmd/k6";

/** Without C the binary is static: it also runs where the C library is musl. */
export const GO_ENV = { CGO_ENABLED: "0" };

/**
 * All that the binary is made of, besides Go itself and the modules that go.sum names.
 *
 * @param {string} root the repository
 */
export function goSources(root) {
  const extension = readdirSync(join(root, "xk6"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".go") && !entry.name.endsWith("_test.go"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return [...["register.go", "go.mod", "go.sum"].map((file) => join(root, file)), ...extension];
}
