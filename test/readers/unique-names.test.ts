/** One choice out of a file may yield several checkers: each has a plain name of its own, and its assumptions begin with it. */
import { expect, test } from "vitest";
import { resolve, CWD } from "../settings/resolve";
import { textsOf } from "../support/printed-notes";

const LONG = "payment-processing-service-production-eu-central";

const deployment = (name: string, container: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n template:\n  spec:\n   containers:\n` +
  `   - name: ${container}\n     livenessProbe: { tcpSocket: { port: 25 }, periodSeconds: 3 }\n     readinessProbe: { tcpSocket: { port: 25 } }\n`;

const haproxy = (...servers: string[]) =>
  `backend app\n${servers.map((name, index) => ` server ${name} 10.0.0.${index + 1}:25 check inter ${index + 1}s\n`).join("")}`;

const FILES = {
  [`${CWD}/long.yaml`]: deployment(LONG, LONG),
  [`${CWD}/short.yaml`]: deployment("game", "gamed"),
  [`${CWD}/twins.cfg`]: haproxy("a.b", "a-b", "a_b", "a:b", "a-b-2"),
  [`${CWD}/long.cfg`]: haproxy("x".repeat(80), `y${"x".repeat(80)}`),
};

test.each([
  ["short.yaml#game", ["deployment-game-gamed-liveness", "deployment-game-gamed-readiness"]],
  [
    `long.yaml#deployment/${LONG}`,
    [
      "production-eu-central-payment-processing-service-production-eu-central-liveness",
      "production-eu-central-payment-processing-service-production-eu-central-readiness",
    ].map((name) => name.slice(-64).replace(/^-/, "")),
  ],
  ["twins.cfg#app", ["app-a-b", "app-a-b-2", "app-a_b", "app-a-b-3", "app-a-b-2-2"]],
  ["long.cfg#app", ["x".repeat(64), `${"x".repeat(62)}-2`]],
])("file:%s becomes checkers with a plain name each", (choice, names) => {
  const { checkers } = resolve({ CHECKER: `file:${choice}`, TARGET: "10.0.0.9:25" }, FILES);
  expect(checkers.map(({ name }) => name)).toEqual(names);
  for (const { name } of checkers) expect(name).toMatch(/^[a-z0-9][a-z0-9_-]{0,63}$/);
});

test("the assumptions of a check that got another name begin with that name", () => {
  const text = (name: string) =>
    `${name}:\n    loadBalancer:\n     healthCheck: {}\n     servers: [ { address: "10.0.0.1:25" } ]\n`;
  const files = {
    [`${CWD}/t.yaml`]: `tcp:\n services:\n   ${text("a.b")}   ${text("a-b").replace("{}", "{ interval: 3s }")}`,
  };
  const { checkers } = resolve({ CHECKER: "file:t.yaml#tcp", TARGET: "10.0.0.9:25" }, files);
  expect(checkers.map(({ name }) => name)).toEqual(["tcp-a-b", "tcp-a-b-2"]);
  for (const { name, notes } of checkers) {
    const assumptions = textsOf(notes, "assumption");
    expect(assumptions.length).toBeGreaterThan(0);
    for (const one of assumptions) expect(one.startsWith(`${name}: `)).toBe(true);
  }
});
