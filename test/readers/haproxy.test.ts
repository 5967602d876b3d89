import { expect, test } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import { haproxy } from "../../lib/readers/haproxy/index";
import { chooseChecks, readConfiguration } from "../../lib/readers/index";
import { Refusal } from "../../lib/text/refusal";
import { printedChecker } from "../support/printed-notes";
import { BASE, haproxyFiles } from "./haproxy-files";
import { wrongFiles } from "./haproxy-wrong";

const read = (text: string) => haproxy.read({ name: "haproxy.cfg", text });

for (const { title, text, checkers, outOfReach = [] } of haproxyFiles) {
  test(`HAProxy: ${title}`, () => {
    const imported = read(text);
    const built = imported.checks.map(({ selector, check }) => [
      selector,
      printedChecker(buildChecker({ kind: "preset", preset: check }, {})),
    ]);
    expect(Object.fromEntries(built)).toEqual(
      Object.fromEntries(Object.entries(checkers).map(([selector, checker]) => [selector, { ...BASE, ...checker }])),
    );
    expect(imported.outOfReach).toEqual(outOfReach);
  });
}

test("HAProxy: a check has its place, its server, and how it is known", () => {
  const [{ server, check }] = read("backend b\n  server s mail.lan:25 check\n").checks as [never];
  expect(server).toBe("mail.lan:25");
  const { origin, product, summary, provenance } = check as ReturnType<typeof read>["checks"][0]["check"];
  expect({ origin, product, summary, provenance: provenance[0] }).toEqual({
    origin: "haproxy.cfg:2",
    product: "HAProxy",
    summary: "HAProxy `check`",
    provenance: { from: "configuration", text: "haproxy.cfg:2" },
  });
});

test.each(wrongFiles)("HAProxy: a file with %s is refused with the line and the reason", (_, text, message) => {
  expect(refusals(text)).toContainEqual(expect.stringMatching(message));
});

/** Of the whole file, or of the checks that a wrong line puts out of reach. */
function refusals(text: string): string[] {
  try {
    return read(text).outOfReach.map(({ place, why }) => `${place}: ${why}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.message];
  }
}

test.each([
  ["a configuration is recognised by its sections", "lb.conf", "# ours\n\nglobal\n  daemon\n", true],
  ["a configuration is recognised by a backend with a name", "a", "backend app-1 from base # x\r\n", true],
  ["a configuration is recognised by the name of its file", "/etc/haproxy/haproxy-mail.cfg", "", true],
  ["YAML is not taken for a configuration", "a.yaml", "defaults:\n  backend: x\n", false],
  ["JSON is not taken for a configuration", "a.json", '{ "backend": "global" }', false],
  [
    "a configuration of keepalived is not taken for one of HAProxy",
    "keepalived.conf",
    "global_defs {\n}\nvirtual_server 10.0.0.1 80 {\n}\n",
    false,
  ],
])("HAProxy: %s", (_, name, text, expected) => {
  expect(haproxy.recognises({ name, text })).toBe(expected);
});

test("HAProxy: a check is chosen by backend and server, or by the backend alone", () => {
  const text =
    "backend app\n server a 10.0.0.1:80 check\n server b 10.0.0.2:80 check rise 1\n server t 10.0.0.3:80 track app/a\n";
  const choose = (choice: string) =>
    chooseChecks("CHECKER", choice, readConfiguration("haproxy.cfg", text)).map(({ name }) => name);
  expect(choose("file:haproxy.cfg#app/b")).toEqual(["app-b"]);
  expect(choose("file:haproxy.cfg#app")).toEqual(["app-a", "app-b"]);
  expect(choose("file:haproxy.cfg#b")).toEqual(["app-b"]);
  expect(() => choose("file:haproxy.cfg#app/t")).toThrow(
    /app\/t \(haproxy\.cfg:4\) is out of reach: it has no check of its own: it tracks app\/a$/,
  );
});
