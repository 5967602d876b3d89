/** The first command in a clone. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

test("npm run demo tells the story of three checkers in one table", async () => {
  const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "demo"], { cwd: root });
  expect(stdout).toMatch(/^RST right after the handshake .* wedged +99$/m);
  expect(stdout).toMatch(/^half-open: RST instead of the ACK .* held +0$/m);
});
