/** What checks have done to services: every report has a link, a kind of check that is there, and one place in the list. */
import { expect, test } from "vitest";
import { explain } from "../../lib/report/explain";
import { wireKey } from "../../lib/checkers/same-wire";
import { wireClasses, wireClassOf } from "../../lib/checkers/wire-class";
import { buildChecker } from "../../lib/checkers/build-checker";
import { effects, incidents } from "../../lib/report/incident-list";
import { incidentsOf } from "../../lib/report/incidents";
import { presets } from "../../lib/checkers/products/index";
import { styles } from "../../lib/checkers/styles/index";

test.each(incidents)("$system: $effect", ({ system, effect, wires, what, links }) => {
  expect(incidents.filter((other) => other.system === system).length).toBe(1);
  expect(Object.keys(effects)).toContain(effect);
  expect(wires.length).toBeGreaterThan(0);
  for (const wire of wires) expect(Object.keys(wireClasses)).toContain(wire);
  expect(what).toMatch(/^\S.*[^.\s]$/);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(link).toMatch(/^https:\/\/[a-z.]+\/\S+$/);
});

test("every style is of a class, and an answered check that ends in a reset is of another", () => {
  for (const style of styles.values()) expect(explain({ kind: "style", style }).wire in wireClasses).toBe(true);
  const sendExpect = (ending: "rst" | "fin") =>
    wireClassOf(buildChecker({ kind: "style", style: styles.get("send-expect")! }, { ending }));
  expect([sendExpect("fin"), sendExpect("rst")]).toEqual(["conversation", "conversation-reset"]);
});

test("an unknown style is our own mistake, named", () => {
  const { connections } = buildChecker({ kind: "style", style: styles.get("rst")! }, {});
  expect(() => wireClassOf({ style: "half-shut", connections })).toThrow("the style half-shut has no wire class");
});

test("the severe ones come first, a full log behind them", () => {
  const found = incidentsOf("reset").map(({ effect }) => effect);
  expect(found[0]).toBe("accept-loop");
  expect(found.lastIndexOf("process-died")).toBeLessThan(found.indexOf("log-flood"));
});

test("the same on the wire, whatever the cadence; and not the same by one byte", () => {
  const key = (name: string) => wireKey(buildChecker({ kind: "preset", preset: presets.get(name)! }, {}));
  expect(key("octavia")).toBe(key("f5-half-open"));
  expect(key("aws-nlb")).toBe(key("envoy"));
  const different = [
    "haproxy",
    "haproxy-linger",
    "alibaba-clb",
    "envoy",
    "kubelet",
    "azure-lb",
    "nginx-upstream-check",
  ];
  expect(new Set(different.map(key)).size).toBe(different.length);
  expect(key("haproxy-redis")).not.toBe(key("envoy-redis"));
});
