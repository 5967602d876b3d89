/** A refusal names the setting and what was expected of it; the value of a setting that may hold a secret is in none. */
import { describe, expect, test } from "vitest";
import { resolveArms, resolveConfig } from "../../lib/settings/resolve-config";
import { settingNames } from "../../lib/settings/settings";
import { secrecyOf, shownValue } from "../../lib/text/secret";
import { CWD, outside, refusalOf } from "./resolve";

const SECRET = "hunter2";
const TARGET = "127.0.0.1:25";
const BEHIND = `http://ops:${SECRET}@10.0.0.9:81/path?token=${SECRET}`;

type Given = Record<string, string>;

/** The setting's environment name, its key in a file, and a value that is right by itself. */
const SETTINGS: [name: string, key: string, value: string][] = [
  ["CLIENT_SEND", "client.send", `AUTH ${SECRET}`],
  ["CLIENT_EXPECT", "client.expect", `235 ${SECRET}`],
  ["CLIENT_USER", "client.user", SECRET],
  ["CLIENT_PASSWORD", "client.password", SECRET],
  ["METRICS", "metrics", BEHIND],
  ["RESET_URL", "reset_url", BEHIND],
];

const BYTES = "CLIENT_SEND CLIENT_EXPECT";
const LOGIN = "CLIENT_USER CLIENT_PASSWORD";
const URLS = "METRICS RESET_URL";

/** Values that are wrong by themselves, and for which settings. */
const WRONG: [names: string, wrong: string][] = [
  [BYTES, `hex:${SECRET}`],
  [BYTES, `AUTH ${SECRET}\\q`],
  [BYTES, `AUTH ${SECRET} \ud800`],
  ["CLIENT_EXPECT", `regex:(${SECRET}`],
  [LOGIN, `${SECRET}\u0000`],
  [LOGIN, `${SECRET}\ud800`],
  [LOGIN, SECRET.repeat(50)],
  [URLS, SECRET],
  [URLS, `ops:${SECRET}@10.0.0.9/path`],
  [URLS, `ftp://ops:${SECRET}@10.0.0.9/path?token=${SECRET}`],
  [URLS, `ftp://ops:${SECRET}/${SECRET}@10.0.0.9/ path`],
  [URLS, `ftp://ops:${SECRET}`],
  [URLS, `ftp://${SECRET}@`],
  [URLS, `http://10.0.0.9/a ${SECRET}`],
];

test("the settings that may hold a secret are these", () => {
  expect(settingNames.filter((name) => secrecyOf(name) !== "none").sort()).toEqual(
    SETTINGS.map(([name]) => name).sort(),
  );
});

describe.each(SETTINGS)("a refusal does not show the secret of %s", (name, key, value) => {
  const line = (env: Given, yaml?: string): string => {
    const file = yaml === undefined ? {} : { CONFIG: "storm.yaml" };
    const files = outside(yaml === undefined ? {} : { [`${CWD}/storm.yaml`]: yaml });
    const comparison = name === "RESET_URL" && !("CHECKER" in env);
    return refusalOf(() =>
      comparison
        ? resolveArms({ env: { CHECKERS: "rst,fin", ...file, ...env }, script: "compare-checkers", ...files })
        : resolveConfig({ env: { ...file, ...env }, ...files }),
    );
  };
  const withheld = (refusal: string, about: string) => {
    expect(refusal).toContain(about);
    expect(refusal).not.toContain(SECRET);
  };
  const inFile = (written: string) => {
    const [first, second] = key.split(".");
    return second === undefined ? `${first}: ${written}\n` : `${first}: { ${second}: ${written} }\n`;
  };
  const text = JSON.stringify(value);

  test.each([name.replace(/.$/, ""), name.replace("_", ""), name.toLowerCase(), `${name}S`])(
    "under the misspelt name %s",
    (misspelt) => {
      if (misspelt !== name) withheld(line({ TARGET, [misspelt]: value }), misspelt);
    },
  );

  test.each(WRONG.filter(([names]) => names.includes(name)))("where %s is wrong: %j", (_, wrong) => {
    const beside: Given = name === "CLIENT_SEND" ? { CLIENT: "send-expect", CLIENT_EXPECT: "2" } : {};
    const env = { TARGET, ...beside, ...(name === "CLIENT_EXPECT" && { CLIENT: "send-expect" }), [name]: wrong };
    withheld(line(env), name);
  });

  test("together with what excludes it", () => {
    const others: Given =
      name === "RESET_URL" ? {} : name === "METRICS" ? { CLIENT_SNI: "a.lan" } : { TARGET, CLIENT: "ssh" };
    withheld(line({ ...others, [name]: value }), name === "METRICS" ? "CLIENT_SNI" : name);
  });

  test("in a script that does not read it", () => {
    if (name === "RESET_URL") withheld(line({ TARGET, CHECKER: "rst", [name]: value }), name);
  });

  test.each([
    ["a list", (): string => inFile(`[ ${text}, ${text} ]`)],
    ["a block", (): string => inFile(`{ value: ${text} }`)],
    ["a list around the whole file", (): string => `- ${inFile(text)}`],
    ["twice", (): string => `${inFile(text)}${name.toLowerCase()}: ${text}\n`],
    ["with a dash and with an underscore", (): string => `${name.toLowerCase()}: ${text}\n${dashed(name)}: ${text}\n`],
    ["an alias that nothing has", (): string => inFile(`*${SECRET}`)],
    ["a tag that nobody knows", (): string => inFile(`!${SECRET} x`)],
    ["text behind the closing quote", (): string => `${name.toLowerCase()}: "x" ${SECRET}\n`],
    ["the form of an environment file", (): string => `${name}=${value}\n`],
    ["a list of blocks", (): string => `checkers: 5\nclient: [ { ${key.split(".").at(-1)}: ${text} } ]\n`],
    ["a misspelt key in a block that is refused", (): string => `interval: { ${key.split(".").at(-1)}s: ${text} }\n`],
  ])("in a CONFIG file: %s", (_, yaml) => {
    const written = name === "RESET_URL" ? yaml().replace("checkers: 5\n", "") : yaml();
    expect(line({ TARGET }, written)).not.toContain(SECRET);
  });
});

describe("a refusal does not show the secret of the steps in", () => {
  test.each([
    `client: { kind: http, steps: [ { send: "AUTH ${SECRET}" } ] }`,
    `client: { tls: on, steps: [ tls, { send: "AUTH ${SECRET}" } ] }`,
    `client: { steps: "AUTH ${SECRET}" }`,
    `client: { steps: [ "AUTH ${SECRET}" ] }`,
    `client: { steps: [ { send: [ "AUTH ${SECRET}" ] } ] }`,
    `client: { steps: [ { send: { hex: "${SECRET}" } } ] }`,
    `client: { steps: [ { send: 'AUTH ${SECRET}\\r\\n' } ] }`,
    `client: { steps: [ { send: "AUTH ${SECRET}", wait: 1ms } ] }`,
    `client: { steps: [ { expect: "${SECRET}" } ] }`,
    `client: { steps: [ { expect: { text: "${SECRET}", hex: ff } } ] }`,
    `client: { steps: [ { expect: { regex: "(${SECRET}" } } ] }`,
    `client: { steps: [ { expect: { text: "${SECRET}" }, within: 1h } ] }`,
    `checkers: [ { preset: haproxy, steps: [ { send: "AUTH ${SECRET}" } ] } ]`,
    `checkers: [ { preset: haproxy, style: rst, steps: [ { send: "AUTH ${SECRET}" } ] } ]`,
    `checkers: [ { name: a, step: [ { send: "AUTH ${SECRET}" } ] } ]`,
    `checkers: { step: [ { sent: "AUTH ${SECRET}" } ] }`,
  ])("%s", (yaml) => {
    const files = outside({ [`${CWD}/storm.yaml`]: `target: ${TARGET}\n${yaml}\n` });
    expect(refusalOf(() => resolveConfig({ env: { CONFIG: "storm.yaml" }, ...files }))).not.toContain(SECRET);
  });
});

test("the words of RE2 are without the pattern, which they repeat", () => {
  const env = { TARGET, CLIENT: "send-expect", CLIENT_EXPECT: `regex:(${SECRET}` };
  const regexError = (pattern: string) => `error parsing regexp: missing closing ): \`${pattern}\``;
  expect(refusalOf(() => resolveConfig({ env, ...outside(), regexError }))).toMatch(
    /, got 14 bytes: error parsing regexp: missing closing \)$/,
  );
});

test.each([
  ["http://10.0.0.9:81/restart", '"http://10.0.0.9:81/restart"'],
  ["DELETE http://svc.lan/", '"DELETE http://svc.lan/"'],
  ["http://ops:x@[::1]:81/a?b=c", '"http://…@[::1]:81/a?…"'],
  ["http://ops:p/w@host/", '"http://…"'],
  ["http://host/?mail=a@b", '"http://…"'],
  ["svc.lan/restart", "15 bytes"],
])("of the URL %s a refusal shows %s", (url, shown) => {
  expect(shownValue(url, "url")).toBe(shown);
});

function dashed(name: string): string {
  return name.toLowerCase().replace(/_/g, "-");
}
