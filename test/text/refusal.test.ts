/** A refusal is one line, whatever it quotes. */
import { expect, test } from "vitest";
import { nearest, refusal, Refusal } from "../../lib/text/refusal";

test("a refusal spells out line ends and other control characters", () => {
  expect(new Refusal("pod.yaml:3: a port named \n\u001b[2J is none\n").message).toBe(
    "pod.yaml:3: a port named \\n\\u001b[2J is none",
  );
  expect(refusal("CHECKER", "a\nb", "c\td").message).toBe('CHECKER: expected c\\td, got "a\\nb"');
});

test("a refusal quotes a value as long as a file by its begin", () => {
  const long = "9".repeat(90_000);
  expect(refusal("CLIENT_RATE", long, "a rate").message).toBe(
    `CLIENT_RATE: expected a rate, got "${long.slice(0, 1_000)}"… (90,000 characters)`,
  );
  expect(refusal("report", long, "a journal", { why: `${long} is not there` }).message).toHaveLength(4_096);
});

test.each([
  ["stmp", ["http", "smtp"], "smtp"],
  ["htp", ["http", "smtp"], "http"],
  ["nlb", ["aws-clb", "aws-nlb"], "aws-nlb"],
])("%s: the nearest of %j is %s", (written, known, near) => {
  expect(nearest(written, known)).toBe(near);
});
