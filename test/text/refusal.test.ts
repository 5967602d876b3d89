/** A refusal is one line, whatever it quotes. */
import { expect, test } from "vitest";
import { nearest, refusal, Refusal } from "../../lib/text/refusal";

test("line ends and other control characters are spelled out", () => {
  expect(new Refusal("pod.yaml:3: a port named \n\u001b[2J is none\n").message).toBe(
    "pod.yaml:3: a port named \\n\\u001b[2J is none",
  );
  expect(refusal("CHECKER", "a\nb", "c\td").message).toBe('CHECKER: expected c\\td, got "a\\nb"');
});

test.each([
  ["stmp", ["http", "smtp"], "smtp"],
  ["htp", ["http", "smtp"], "http"],
  ["nlb", ["aws-clb", "aws-nlb"], "aws-nlb"],
])("%s: the nearest of %j is %s", (written, known, near) => {
  expect(nearest(written, known)).toBe(near);
});
