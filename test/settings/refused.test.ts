/** Every refused setting of the table is refused, with its line. */
import { expect, test } from "vitest";
import { refused } from "./refused-settings";
import { refusalOf, resolve } from "./resolve";

test.each(refused)("%j", (settings, line) => {
  expect(refusalOf(() => resolve(settings))).toBe(line);
});

test("every refusal is one line that names a setting and its value", () => {
  for (const [settings, line] of refused) {
    expect(line).not.toContain("\n");
    const [name, value] = Object.entries(settings).find(([key]) => line.startsWith(`${key}: `)) ?? [];
    expect(name, line).toBeDefined();
    // Of a list the offending item alone may be shown.
    const shown = JSON.parse(/"(?:[^"\\]|\\.)*"/.exec(line)![0]) as string;
    expect(value!.includes(shown), line).toBe(true);
  }
});
