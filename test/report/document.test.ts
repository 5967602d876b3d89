/** docs/checkers.md says what the presets say. UPDATE_DOCS=1 writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkersDocument } from "../../lib/report/document";
import { presets } from "../../lib/checkers/products/index";

const file = new URL("../../docs/checkers.md", import.meta.url);

test("docs/checkers.md", () => {
  const text = checkersDocument([...presets.values()]);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
});
