/** Checks out of a file without a TARGET: nobody shall believe that the file's own servers were tested. */
import { expect, test } from "vitest";
import { CWD, refusalOf, resolve, resolveComparison, resolveFile } from "./resolve";
import { textsOf } from "../support/printed-notes";

const CFG = [1, 2, 3, 4, 5].map((n) => `  server web${n} 10.0.0.${n}:3306 check\n`);
const FILES = {
  [`${CWD}/haproxy.cfg`]: `backend one\n${CFG[0]}backend two\n${CFG.slice(0, 2).join("")}backend all\n${CFG.join("")}`,
  [`${CWD}/pod.yaml`]:
    "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [ { name: b, livenessProbe: { tcpSocket: { port: 1 } } } ] }\n",
  [`${CWD}/service.yaml`]:
    'apiVersion: v1\nkind: Service\nmetadata: { name: a, annotations: { service.beta.kubernetes.io/azure-load-balancer-health-probe-interval: "5" } }\nspec: { type: LoadBalancer, ports: [ { port: 1 } ] }\n',
};

const notes = (CHECKER: string, env: Record<string, string> = {}) =>
  resolve({ CHECKER, ...env }, FILES).checkers.map((checker) => textsOf(checker.notes, "note"));
const was = (servers: string) => `TARGET was not given: the file's own ${servers} not touched; the embedded server was`;
const standsFor = (servers: string) => expect.stringContaining(`stands for ${servers} as well`) as string;

test.each<[checker: string, first: string[]]>([
  ["file:haproxy.cfg#one", [was("10.0.0.1:3306 was")]],
  ["file:haproxy.cfg#two", [was("10.0.0.1:3306 and 10.0.0.2:3306 were"), standsFor("two/web2")]],
  [
    "file:haproxy.cfg#all",
    [
      was("10.0.0.1:3306, 10.0.0.2:3306, 10.0.0.3:3306 and 2 more were"),
      standsFor("all/web2, all/web3, all/web4 and all/web5"),
    ],
  ],
])("%s: the note names the servers that a run without TARGET leaves alone", (checker, first) => {
  expect(notes(checker)).toEqual([first]);
  expect(notes(checker, { TARGET: "10.0.0.9:25" })).toEqual([first.slice(1)]);
});

test("the note comes once for a run, and not where the file names no server", () => {
  expect(notes("rst,file:haproxy.cfg#one,file:haproxy.cfg#two/web2")).toEqual([
    [was("10.0.0.1:3306 and 10.0.0.2:3306 were")],
    [],
    [],
  ]);
  expect(notes("file:pod.yaml")).toEqual([[was("port 1 of each pod was")]]);
  expect(notes("file:service.yaml")).toEqual([[]]);
});

test("checks that go to another host or port are for a TARGET alone: the embedded server is not there", () => {
  const files = {
    [`${CWD}/elsewhere.cfg`]:
      "backend app\n server a 10.0.0.1:80 check addr 10.0.9.4 port 9443\n server b 10.0.0.1:80 check port 8008\n",
  };
  const line = (name: string, value: string, checker: string, where: string) =>
    `${name}: expected TARGET beside it, got ${JSON.stringify(value)}: the checks of ${checker} go to ${where}, where the embedded server is not`;
  const [a, b] = ["file:elsewhere.cfg#app/a", "file:elsewhere.cfg#app/b"] as const;
  expect(refusalOf(() => resolve({ CHECKER: a }, files))).toBe(line("CHECKER", a, "app-a", "10.0.9.4:9443"));
  expect(refusalOf(() => resolve({ CHECKER: b }, files))).toBe(line("CHECKER", b, "app-b", "port 8008"));
  expect(refusalOf(() => resolveComparison({ CHECKERS: `rst,${b}` }, files))).toBe(
    line("CHECKERS", `rst,${b}`, "app-b", "port 8008"),
  );
  expect(refusalOf(() => resolveFile(`checkers: [ '${b}' ]\n`, {}, files))).toBe(
    line("checkers[0] (storm.yaml:1)", b, "app-b", "port 8008"),
  );
  expect(resolve({ CHECKER: b, TARGET: "10.0.0.9:80" }, files).checkers.length).toBe(1);
});

test("the note comes in each arm of a comparison, and for the checkers of a CONFIG file", () => {
  const { arms } = resolveComparison({ CHECKERS: "file:haproxy.cfg#one,fin" }, FILES);
  expect(arms.map(({ config }) => textsOf(config.checkers[0]!.notes, "note"))).toEqual([
    [was("10.0.0.1:3306 was")],
    [],
  ]);
  const { checkers } = resolveFile("checkers: [ 'file:haproxy.cfg#one' ]\n", {}, FILES);
  expect(textsOf(checkers[0]!.notes, "note")).toEqual([was("10.0.0.1:3306 was")]);
});
