/** What `probe-storm schema` prints. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { makeProgram } from "../../../lib/node/cli/program";
import { ROOT } from "../../../lib/node/root";

async function printed(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await makeProgram().parseAsync(["schema", ...args], { from: "user" });
    return write.mock.calls.map(([chunk]) => String(chunk)).join("");
  } finally {
    write.mockRestore();
  }
}

test("the schema, byte by byte as it stands in the package", async () => {
  expect(await printed()).toBe(readFileSync(join(ROOT, "schema/journal.json"), "utf8"));
});

test("that of a version", async () => {
  const { title } = JSON.parse(await printed("--released", "0.2.0")) as { title: string };
  expect(title).toBe("journal.json of probe-storm");
});

test.each(["0.1", "../journal", "0.2"])("a version that has not been released: %s", async (version) => {
  await expect(printed("--released", version)).rejects.toThrow(
    `--released: expected one of the versions 0.2.0, got "${version}"`,
  );
});
