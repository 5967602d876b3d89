/** What a `file:…#…` chooses, and what it says: of what is chosen nothing is dropped in silence. */
import { describe, expect, test } from "vitest";
import { chooseChecks, readConfiguration } from "../../lib/readers/index";
import { refusalOf } from "../settings/resolve";
import { printedNotes, textsOf } from "../support/printed-notes";

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      livenessProbe:
        exec: { command: [ /bin/true ] }
      readinessProbe:
        tcpSocket: { port: 8080 }
`;

const GAME = `apiVersion: v1
kind: Service
metadata:
  name: game
  annotations: { service.beta.kubernetes.io/azure-load-balancer-health-probe-interval: "5" }
spec: { type: LoadBalancer, ports: [ { port: 80 } ] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: game }
spec:
  template:
    spec:
      containers:
        - name: gamed
          livenessProbe: { tcpSocket: { port: 80 } }
          readinessProbe: { tcpSocket: { port: 80 } }
        - name: sidecar
          readinessProbe: { tcpSocket: { port: 81 } }
`;

const HAPROXY = `frontend mail
  bind :25
  default_backend app

backend app
  option tcp-check
  server web1 10.0.0.5:25 check
  server web2 10.0.0.6:25
  server web3 10.0.0.7:2525 check
  server web4 10.0.0.8:25 check source 10.1.1.1

backend slow
  server web1 10.0.1.5:25 check inter 9s
  server web5 10.0.1.6:25 check inter 9s
  server web6 10.0.1.6:25 check inter 9s rise 5

listen stats
  bind :8404

backend pool
  server-template node 3 app.lan:25 check port 26
`;

const choose = (name: string, text: string, selector: string) =>
  chooseChecks("CHECKER", `file:${name}${selector}`, readConfiguration(name, text));
const inPod = (selector: string) =>
  choose("pod.yaml", POD, selector).map((check) => textsOf(check.notes, "unsupported"));
const inGame = (selector: string) => choose("game.yaml", GAME, selector).map((check) => check.selector);
const inHaproxy = (selector: string) =>
  choose("haproxy.cfg", HAPROXY, selector).map(({ selector: at, servers, notes }) => ({
    at,
    servers,
    notes: printedNotes(notes).notes,
  }));

test.each(["", "#pod/web", "#pod/web/app", "#app"])(
  "file:pod.yaml%s lists the probe that cannot be made with the one that can",
  (selector) => {
    expect(inPod(selector)).toEqual([
      [expect.stringMatching(/^pod\.yaml:\d+: pod\/web\/app\/liveness is out of reach: an exec probe/)],
    ]);
  },
);

test("a check that was chosen by itself has no notes on others", () => {
  expect(inPod("#pod/web/app/readiness")).toEqual([[]]);
});

test.each<[selector: string, chosen: string[]]>([
  ["#service/game", ["service/game"]],
  ["#deployment/game", ["gamed/liveness", "gamed/readiness", "sidecar/readiness"].map((x) => `deployment/game/${x}`)],
  ["#deployment/game/", ["gamed/liveness", "gamed/readiness", "sidecar/readiness"].map((x) => `deployment/game/${x}`)],
  ["#gamed", ["deployment/game/gamed/liveness", "deployment/game/gamed/readiness"]],
  ["#gamed/liveness", ["deployment/game/gamed/liveness"]],
  ["#liveness", ["deployment/game/gamed/liveness"]],
])("file:game.yaml%s chooses by whole segments, from the top or where one place alone has them", (selector, chosen) => {
  expect(inGame(selector)).toEqual(chosen);
});

test("a name that stands in several places is ambiguous, and at most five of them are named", () => {
  expect(refusalOf(() => inGame("#game"))).toBe(
    'CHECKER: expected one of service/game, deployment/game, got "file:game.yaml#game": more than one is called game',
  );
  const many = [1, 2, 3, 4, 5, 6].map((n) => `backend b${n}\n server web 10.0.0.${n}:25 check\n`).join("");
  expect(refusalOf(() => choose("haproxy.cfg", many, "#web"))).toMatch(
    /: expected one of b1\/web, b2\/web, b3\/web, b4\/web, b5\/web, …, got /,
  );
});

test("half a segment of a name chooses nothing", () => {
  expect(refusalOf(() => inGame("#deployment/gam"))).toMatch(
    /: expected a name behind #, one of service\/game, .*: the file has 4 checks/,
  );
});

test("servers that are checked alike are one checker, wherever they are; what one of them alone says stays", () => {
  expect(inHaproxy("#app")).toEqual([
    {
      at: "app/web1",
      servers: ["10.0.0.5:25", "10.0.0.7:2525", "10.0.0.8:25"],
      notes: ["app/web1 stands for app/web3 and app/web4 as well: a target sees the checks of one server"],
    },
  ]);
  expect(textsOf(choose("haproxy.cfg", HAPROXY, "#app")[0]!.notes, "unsupported")).toEqual([
    expect.stringMatching(/^haproxy\.cfg:10: `source 10\.1\.1\.1` is not emulated/),
  ]);
  expect(inHaproxy("#app/web3")).toEqual([{ at: "app/web3", servers: ["10.0.0.7:2525"], notes: undefined }]);
});

test("servers that are checked in different ways storm together, and so do two checks of one server", () => {
  expect(inHaproxy("#slow")).toEqual([
    {
      at: "slow/web1",
      servers: ["10.0.1.5:25"],
      notes: ["slow/web1 and slow/web5 are checked in different ways: all of them storm here"],
    },
    { at: "slow/web5", servers: ["10.0.1.6:25"], notes: undefined },
    { at: "slow/web6", servers: ["10.0.1.6:25"], notes: undefined },
  ]);
});

test.each(["inter 3s", "fastinter 1s", "downinter 1s", "rise 1", "fall 1", "check-ssl", "send-proxy"])(
  "HAProxy: two servers of which one has `%s` are two checkers",
  (keyword) => {
    const text = `backend a\n server x 10.0.0.5:25 check\n server y 10.0.0.6:25 check ${keyword}\n`;
    expect(choose("haproxy.cfg", text, "#a").map(({ selector }) => selector)).toEqual(["a/x", "a/y"]);
  },
);

test("the servers of a template share a name, not an address", () => {
  expect(inHaproxy("#pool")).toEqual([
    {
      at: "pool/node1",
      servers: [1, 2, 3].map((n) => `app.lan:25 (node${n})`),
      notes: ["pool/node1 stands for pool/node2 and pool/node3 as well: a target sees the checks of one server"],
    },
  ]);
});

test("a file all of whose servers are checked alike needs no #", () => {
  const text = "backend a\n server x 10.0.0.5:25 check\n server y 10.0.0.6:25 check\n";
  expect(choose("haproxy.cfg", text, "").map(({ selector }) => selector)).toEqual(["a/x"]);
  expect(refusalOf(() => inHaproxy(""))).toMatch(
    /: expected a name behind #, one of app, slow, pool, got .*: the file has 9 checks$/,
  );
});

test.each<[selector: string, why: string]>([
  ["#app/web2", "server web2 of backend app has no `check` (haproxy.cfg:8)"],
  ["#web2", "server web2 of backend app has no `check` (haproxy.cfg:8)"],
  ["#mail", "frontend mail has no servers of its own; its backend is app (haproxy.cfg:1)"],
  ["#stats", "listen stats has no servers (haproxy.cfg:17)"],
])("file:haproxy.cfg%s is there, and is refused because it has no check", (selector, why) => {
  expect(refusalOf(() => inHaproxy(selector))).toBe(
    `CHECKER: expected a health check that can be made, got "file:haproxy.cfg${selector}": ${why}`,
  );
});

const NONE = "backend a\n server x 10.0.0.5:25\n server y 10.0.0.6:25\n";

test("a file without any check says of the first what it lacks", () => {
  expect(refusalOf(() => choose("haproxy.cfg", "backend a\n server x 10.0.0.5:25\n", ""))).toBe(
    'CHECKER: expected a health check that can be made, got "file:haproxy.cfg": server x of backend a has no `check` (haproxy.cfg:2)',
  );
  expect(refusalOf(() => choose("haproxy.cfg", `frontend f\n default_backend a\n${NONE}`, ""))).toBe(
    'CHECKER: expected a health check that can be made, got "file:haproxy.cfg": frontend f has no servers of its own; its backend is a (haproxy.cfg:1); 2 more are not checked either',
  );
  expect(refusalOf(() => choose("haproxy.cfg", NONE, "#a"))).toMatch(
    /\(haproxy\.cfg:2\); 1 more is not checked either$/,
  );
  expect(refusalOf(() => choose("haproxy.cfg", "global\n", ""))).toMatch(
    /^CHECKER: expected a health check that can be made, got "file:haproxy\.cfg": the file describes none$/,
  );
});

describe("Kubernetes", () => {
  const pod = (liveness: string, readiness: string, more = "") =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: scp }\nspec:\n containers:\n` +
    `  - { name: server, livenessProbe: { ${liveness} }, readinessProbe: { ${readiness} } }\n${more}`;
  const tcp = "tcpSocket: { port: 25 }";

  test.each([
    ["two probes of a container that are alike", pod(tcp, tcp)],
    [
      "two probes of a container that are alike on the wire, with thresholds of their own,",
      pod(`${tcp}, failureThreshold: 5`, `${tcp}, successThreshold: 2`),
    ],
  ])("%s both run without a #, and a note says so", (_, text) => {
    const chosen = choose("pod.yaml", text, "");
    expect(chosen.map(({ selector }) => selector)).toEqual(["pod/scp/server/liveness", "pod/scp/server/readiness"]);
    expect(chosen.map(({ notes }) => printedNotes(notes).notes)).toEqual([
      [
        "pod/scp/server/liveness and pod/scp/server/readiness are alike: all of them run here, as a target sees all of them",
      ],
      undefined,
    ]);
  });

  test.each([
    ["period", pod(`${tcp}, periodSeconds: 5`, tcp)],
    ["timeout", pod(`${tcp}, timeoutSeconds: 5`, tcp)],
    ["port", pod("tcpSocket: { port: 26 }", tcp)],
    ["handler", pod("httpGet: { port: 25 }", tcp)],
    ["container", pod(tcp, tcp, `  - { name: other, livenessProbe: { ${tcp} } }\n`)],
  ])("probes that differ in their %s are chosen with #", (_, text) => {
    expect(refusalOf(() => choose("pod.yaml", text, ""))).toContain(
      "CHECKER: expected a name behind #, one of pod/scp/server/liveness, ",
    );
  });
});
