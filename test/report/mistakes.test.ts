/** What is wrong with the file itself is told apart from what is not emulated. */
import { expect, test } from "vitest";
import { explain, explainedJson } from "../../lib/report/explain";
import { explainText } from "../../lib/report/explain-text";
import { chooseChecks, readConfiguration } from "../../lib/readers/index";

const TEXT = `defaults
  mode http
  option httpchk GET /up
backend lost
  http-check expect status 200
  server s 10.1.0.1:80 check
backend unused
  option tcp-check
  http-check expect status 200
  server s 10.1.0.2:80 check observe layer4
`;

const LOST =
  "lb.cfg:5: its own `http-check` rules replace all that it inherits, the request too: HAProxy sends nothing and waits for an answer";
const UNUSED = "lb.cfg:9: HAProxy does not use `http-check` rules without `option httpchk`";

const explained = (name: string) => {
  const [preset] = chooseChecks("CHECKER", `file:lb.cfg#${name}`, readConfiguration("lb.cfg", TEXT));
  return explain({ kind: "preset", preset: preset! });
};

test.each([
  ["lost", LOST],
  ["unused", UNUSED],
])("a mistake of the file has a heading of its own: %s", (name, mistake) => {
  const one = explained(name);
  expect(explainedJson(one)).toMatchObject({ mistakes: [mistake] });
  const text = explainText(one).replace(/\s+/g, " ");
  expect(text).toContain(`Mistakes in the file - ${mistake}`);
});

test("a note on what is not emulated stays where it is", () => {
  expect(explainedJson(explained("unused"))).toMatchObject({
    unsupported: ["lb.cfg:10: `observe layer4` is not emulated: traffic has no say in the opinion"],
  });
  expect(explainedJson(explained("lost"))).toMatchObject({ unsupported: [] });
});
