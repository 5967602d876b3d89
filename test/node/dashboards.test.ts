/** The dashboards of monitoring/ are those that `npm run dashboards` writes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dashboardFiles } from "../../lib/node/monitoring/dashboard-files";
import { expressions } from "../../lib/node/monitoring/expressions";
import { grafanaDashboard } from "../../lib/node/monitoring/grafana-dashboard";
import { metricList } from "../../lib/report/metric-list";

const files = dashboardFiles();

test.each(files)("$file is what `npm run dashboards` writes", ({ file, text }) => {
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("the Grafana dashboard shows every expression that is tested against Prometheus, and no other", () => {
  const shown = JSON.stringify(grafanaDashboard());
  const inPanels = [...shown.matchAll(/"expr":("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text!) as string);
  expect(inPanels.sort()).toEqual(Object.values(expressions).sort());
});

/** A name that is no metric's would draw an empty panel, and nobody would know why. */
test.each([...files.map(({ file }) => file), "monitoring/prometheus-rules.yml"])(
  "%s names metrics that there are",
  (file) => {
    const names = [...readFileSync(file, "utf8").matchAll(/hc_[a-z_]+/g)].map(([name]) =>
      name.replace(/_(total|rate|p)$/, ""),
    );
    expect(names.length).toBeGreaterThan(5);
    const known = new Set(metricList.map(({ name }) => name));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  },
);
