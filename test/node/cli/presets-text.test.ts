/** What `probe-storm presets` and `probe-storm explain` print. */
import { expect, test } from "vitest";
import { explained as explainedText, presetList } from "../../../lib/node/cli/presets-text";
import type { Explained } from "../../../lib/report/explain";
import type { Listed } from "../../../lib/report/list";
import { presets } from "../../../lib/checkers/products/index";
import { styles } from "../../../lib/checkers/styles/index";
import type { Outside } from "../../../lib/source/syntax";
import { refusalOf } from "../../settings/resolve";

const CONFIGURATION = `backend app
  option tcp-check
  tcp-check connect port 8025
  tcp-check expect string 220
  server web1 10.0.0.5:25 check inter 3s fastinter 500ms
  server web2 10.0.0.6:25 check
`;

const outside = {
  readFile(path: string): string {
    if (path === "/srv/haproxy.cfg") return CONFIGURATION;
    throw new Error("no such file or directory");
  },
  cwd: "/srv",
  regexError: () => "",
};

function presetsCommand(args: readonly string[], files: Outside): string {
  const json = args.includes("--json");
  return args[0] === "explain" ? explainedText(args[1]!, { json }, files) : presetList({ json });
}

const run = (...args: string[]) => presetsCommand(args, outside);

test("a check that goes to a host of the file's: where, and what a run needs for it", () => {
  const file = { ...outside, readFile: () => "backend app\n server a 10.0.0.1:25 check addr fd00::5:2525\n" };
  const lines = presetsCommand(["explain", "file:a.cfg"], file).split("\n");
  expect(lines).toContain("  to [fd00::5]:2525");
  expect(lines).toContain("  its checks go to a host of the file's: a run needs ALLOW_HOSTS=fd00::5");
});

test("a line for each preset", () => {
  const lines = run().split("\n");
  for (const name of presets.keys()) expect(lines.filter((line) => line.startsWith(`${name} `)).length).toBe(1);
  const [haproxy] = lines.filter((line) => line.startsWith("haproxy "));
  expect(haproxy!.split(/ {2,}/)).toEqual([
    ...["haproxy", "HAProxy", "half-open", "2s", "2s", "2/3", "1", "source, capture"],
  ]);
});

test("the list as data", () => {
  const rows = JSON.parse(run("--json")) as Listed[];
  expect(rows.map(({ name }) => name)).toEqual([...presets.keys()]);
  expect(rows.find(({ name }) => name === "gcp")).toEqual({
    name: "gcp",
    product: "Google Cloud Load Balancing",
    summary: "Google Cloud, TCP health check without request and response",
    style: "fin",
    wire: "close",
    intervalMs: 5_000,
    timeoutMs: 5_000,
    rise: 2,
    fall: 2,
    nodes: 6,
    sure: "documentation, third-party; 2 assumed",
  });
});

test("a preset explained: ladder, cadence, belief, evidence, assumptions, incidents", () => {
  const text = run("explain", "azure-lb");
  expect(text).toContain("azure-lb: Azure Load Balancer, TCP probe\n");
  expect(text).toContain(
    ["→ SYN           to TARGET's port", "← SYN/ACK", "→ ACK", "(until the next check)", "→ FIN/ACK"]
      .map((line) => `    ${line}\n`)
      .join(""),
  );
  expect(text).toContain("  - a check every 5 s from one node: 720 an hour\n");
  expect(text).toContain("  - DOWN after one failure, UP after one success; UP before the first check\n");
  expect(text).toContain("somebody else's account: the FIN is sent only with the next probe");
  expect(text).toContain("Assumed\n  - a TCP probe has no timeout of its own");
  expect(text).toContain("https://github.com/MicrosoftDocs/azure-docs/issues/34281\n");
  expect(text.split("\n").filter((line) => line.length > 118 && !line.includes("https://"))).toEqual([]);
});

test("a preset explained as data", () => {
  const explained = JSON.parse(run("explain", "keepalived", "--json")) as Explained;
  expect(explained).toMatchObject({
    name: "keepalived",
    product: "keepalived",
    style: "fin",
    wire: "close",
    intervalMs: 60_000,
    fastIntervalMs: 1_000,
    downIntervalMs: null,
    nodes: 2,
    checksPerHour: 120,
    initially: "up-unproven",
    origin: null,
    connections: [{ to: "the target", ladder: [{ arrow: "→", what: "SYN" }, {}, {}, {}, {}, {}] }],
  });
  expect(explained.incidents.length).toBeGreaterThan(5);
});

test.each([...presets.keys(), ...styles.keys()])("explain %s", (name) => {
  expect(run("explain", name)).toMatch(/\n {4}→ SYN {11}to (?:TARGET's port|port \d+)\n {4}← SYN\/ACK\n/);
  expect(run("explain", name)).not.toMatch(/undefined|NaN|\[object/);
});

test("a check of a configuration, with its place", () => {
  const text = run("explain", "file:haproxy.cfg#app/web1");
  expect(text).toContain("  to the target's port 8025\n");
  expect(text).toContain("    ← greeting\n");
  expect(text).toContain("every 500 ms while it makes up its mind");
  expect(text).toContain("the configuration: haproxy.cfg:5");
  expect(text).toContain("Read from haproxy.cfg:5.");
  expect(text).toMatch(
    /^app\/web1: HAProxy `option tcp-check` with rules\n {2}checks 10\.0\.0\.5:25; a run checks TARGET\n/,
  );
  const both = JSON.parse(run("explain", "file:haproxy.cfg#app", "--json")) as Explained[];
  expect(both.map(({ name }) => name)).toEqual(["app-web1", "app-web2"]);
});

test("how long it waits, and for what", () => {
  const waits = (text: string) => /- (given up [^;]*?)\n/.exec(text)![1];
  expect(waits(run("explain", "haproxy"))).toBe("given up after 2 s");
  expect(waits(run("explain", "keepalived"))).toBe("given up after 5 s");
  expect(waits(run("explain", "keepalived-ssl"))).toBe(
    "given up after 5 s without a connection, 5 s without a TLS handshake or 5 s without an answer",
  );
  const file = {
    ...outside,
    readFile: () => `backend app
  mode tcp
  option tcp-check
  tcp-check expect string 220
  timeout connect 1s
  timeout check 10s
  server web1 10.0.0.5:25 check
`,
  };
  expect(waits(presetsCommand(["explain", "file:haproxy.cfg"], file))).toBe(
    "given up after 1 s without a connection or 10 s behind it",
  );
});

const KIND = "What its kind has done to services\n";
const told = (text: string) => text.split(KIND)[1] ?? "";

test.each([...presets.keys(), ...styles.keys()])(
  "%s: five incidents at the most, what became of a service once",
  (name) => {
    const explained = JSON.parse(run("explain", name, "--json")) as Explained;
    const lines = told(run("explain", name))
      .split("\n")
      .filter((line) => line.startsWith("  - "));
    const more = /^ {2}- and (\d+) more in docs\/checkers\.md, kind [a-z-]+$/.exec(lines[lines.length - 1] ?? "");
    const items = more === null ? lines : lines.slice(0, -1);
    expect(items.length).toBeLessThanOrEqual(5);
    expect(items.length + Number(more?.[1] ?? 0)).toBe(explained.incidents.length);
    const known = items.map(
      (line) => explained.incidents.find(({ system }) => line.startsWith(`  - ${system}: `))!.effect,
    );
    expect(new Set(known).size).toBe(items.length);
  },
);

test("a report that names the product stands before others of its kind", () => {
  expect(told(run("explain", "azure-lb"))).toContain("  - Azure Load Balancer: connections stay open for good");
  expect(told(run("explain", "nginx-upstream-check"))).toContain(
    "  - nginx upstream_check_module: connections stay open",
  );
});

test("several checks of a kind: its incidents are told once", () => {
  const [, second] = run("explain", "file:haproxy.cfg#app").split("-".repeat(80));
  expect(told(second!)).toBe("  - as told of app/web1\n\nRead from haproxy.cfg:6.");
});

test("servers that are checked alike are explained once", () => {
  const text = "backend app\n server a 10.0.0.5:25 check\n server b 10.0.0.6:25 check\n";
  const alike = { ...outside, readFile: () => text };
  const lines = presetsCommand(["explain", "file:a.cfg"], alike).split("\n").slice(0, 3);
  expect(lines).toEqual([
    "app/a: HAProxy `check`",
    "  checks 10.0.0.5:25 and 10.0.0.6:25; a run checks TARGET",
    "  app/a stands for app/b as well: a target sees the checks of one server",
  ]);
  expect(JSON.parse(presetsCommand(["explain", "file:a.cfg", "--json"], alike))).toMatchObject({
    name: "app-a",
    selector: "app/a",
    servers: ["10.0.0.5:25", "10.0.0.6:25"],
    notes: [lines[2]!.trim()],
  });
});

const refused: [args: string[], line: RegExp][] = [
  [["explain", "haproxi"], /^explain: expected a preset such as haproxy .*, got "haproxi"; did you mean haproxy\?$/],
  [["explain", "keepalive-http"], /; did you mean keepalived-http\?$/],
  [
    ["explain", "file:none.cfg"],
    /^explain: expected file:NAME .*, got "file:none\.cfg": the file cannot be read: \/srv\/none\.cfg is not there$/,
  ],
  [
    ["explain", "file:haproxy.cfg"],
    /: expected a name behind #, one of app\/web1, app\/web2, got "file:haproxy\.cfg": the file has 2 checks$/,
  ],
  [
    ["explain", "haproxy.cfg"],
    /^explain: expected file:haproxy\.cfg, got "haproxy\.cfg": a configuration is named with file: before it$/,
  ],
];

test.each(refused)("refused in one line: %j", (args, line) => {
  const said = refusalOf(() => run(...args));
  expect(said).toMatch(line);
  expect(said).not.toContain("\n");
});

test("what is expected at each step is told, and the whole payload on request, without a password", () => {
  const file = { "/srv/haproxy.cfg": FILE_WITH_PASSWORD };
  const outside = { cwd: "/srv", readFile: (path: string) => file[path as keyof typeof file], regexError: () => "" };
  const shown = (bytes: boolean) => explainedText("file:haproxy.cfg", { json: false, bytes }, outside);
  expect(shown(false)).toContain("  - step 2 (expect) expects ");
  expect(shown(false)).not.toContain("sends");
  expect(shown(true)).toContain("step 1 (send) sends ");
  expect(shown(true)).toContain("x-filler");
  for (const text of [shown(false), shown(true)]) expect(text).not.toContain("c2VjcmV0");
  expect(shown(true)).toContain("authorization: ***");
});

const FILE_WITH_PASSWORD = `backend app
  option httpchk
  http-check send meth GET uri / ver HTTP/1.1 hdr authorization 'Basic c2VjcmV0' hdr x-filler ${"z".repeat(200)}
  http-check expect status 200
  server s1 10.0.0.5:80 check
`;

test("of a TLS hello it is told what is known", () => {
  expect(run("explain", "haproxy-ssl").replace(/\s+/g, " ")).toContain(
    "step 1 (tls) sends the ClientHello of OpenSSL 3.0, padded, with ",
  );
});
