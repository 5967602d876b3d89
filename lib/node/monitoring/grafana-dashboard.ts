/** The Grafana dashboard for runs whose metrics go to Prometheus by remote write. `npm run dashboards` writes it. */
import type { Builder, Dataquery as Query } from "@grafana/grafana-foundation-sdk/cog";
import { TableCellDisplayMode, VisibilityMode } from "@grafana/grafana-foundation-sdk/common";
import {
  CustomVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  MappingType,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
  type Dashboard,
  type Panel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { expressions } from "./expressions";

const SOURCE = { type: "prometheus", uid: "${datasource}" };
const THIRD = 8;
const HALF = 12;
const HEIGHT = 8;

type Unit = "short" | "percentunit" | "s" | "bytes" | "reqps";
type Line = readonly [expression: string, legend: string];

const RUN = "{{target}} {{run}}";

export function grafanaDashboard(): Dashboard {
  const board = new DashboardBuilder("probe-storm")
    .uid("probe-storm")
    .description("Clients, health checks and the service under test, of runs that send their metrics to Prometheus.")
    .tags(["probe-storm", "k6"])
    .time({ from: "now-15m", to: "now" })
    .refresh("5s")
    .timezone("browser")
    .tooltip(DashboardCursorSync.Crosshair);
  for (const variable of variables()) board.withVariable(variable);
  board.withRow(new RowBuilder("How the runs ended"));
  for (const panel of [
    table("Verdict", "Each run's own conclusion, pushed at its end.", expressions.verdict),
    table("Lost gates", "Which limits the run did not keep, and what they measure.", expressions.gatesLost),
    table("Errors of the test itself", "Above 0 the run says nothing of the service.", expressions.harnessErrors),
    table(
      "Clients that got in, by phase",
      "Of all that came in the phase.",
      expressions.acceptedByPhase,
      "percentunit",
    ),
  ]) {
    board.withPanel(panel);
  }
  board.withRow(new RowBuilder("Clients"));
  for (const panel of [
    lines("Attempts, by outcome and cause", "reqps", THIRD, [expressions.attempts, `${RUN} {{outcome}} {{cause}}`]),
    lines("Share that gets in now", "percentunit", THIRD, [expressions.acceptedNow, RUN]),
    lines("Time without a success (p99)", "s", THIRD, [expressions.outage, RUN]),
    lines(
      "Handshake, first byte, answer (p99 of the phase)",
      "s",
      HALF,
      [expressions.connect, `${RUN} handshake`],
      [expressions.firstByte, `${RUN} first byte`],
      [expressions.answer, `${RUN} answer`],
    ),
    lines(
      "Accept queue and its limit",
      "short",
      HALF,
      [expressions.queue, RUN],
      [expressions.queueLimit, `${RUN} limit`],
    ),
  ]) {
    board.withPanel(panel);
  }
  board.withRow(new RowBuilder("Checkers"));
  for (const panel of [
    lines("Checks, by outcome", "reqps", HALF, [expressions.checks, `${RUN} {{checker}} {{outcome}}`]),
    lines("Share of nodes that say UP", "percentunit", HALF, [expressions.checkerUp, `${RUN} {{checker}}`]),
    lines("Share of checks that are truly of their style", "percentunit", HALF, [
      expressions.verified,
      `${RUN} {{checker}}`,
    ]),
    lines("From the handshake to the close (p99)", "s", HALF, [expressions.closeGap, `${RUN} {{checker}}`]),
  ]) {
    board.withPanel(panel);
  }
  board.withRow(new RowBuilder("The service, where it runs on the host of the test"));
  for (const panel of [
    lines("Connections that it holds", "short", HALF, [expressions.connections, RUN]),
    lines("Descriptors", "short", HALF, [expressions.descriptors, RUN]),
    lines("Threads", "short", HALF, [expressions.threads, RUN]),
    lines("Memory", "bytes", HALF, [expressions.memory, RUN]),
  ]) {
    board.withPanel(panel);
  }
  return board.build();
}

/** Whatever a run has no label of (`--tag` may have replaced `run`) is chosen by "All" as well. */
function variables() {
  const labelled = (name: string, metric: string) =>
    new QueryVariableBuilder(name)
      .query({ query: `label_values(${metric}, ${name})`, refId: name })
      .datasource(SOURCE)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalDesc)
      .multi(true)
      .includeAll(true)
      .allValue(".*")
      .current({ text: ["All"], value: ["$__all"] });
  return [
    new DatasourceVariableBuilder("datasource").label("data source").type("prometheus"),
    labelled("target", "k6_hc_client_attempts_total"),
    labelled("run", 'k6_hc_client_attempts_total{target=~"$target"}'),
    labelled("checker", 'k6_hc_checks_total{target=~"$target", run=~"$run"}'),
    new CustomVariableBuilder("window")
      .description("How much is looked at together: at least three times K6_PROMETHEUS_RW_PUSH_INTERVAL.")
      .values("15s,30s,1m,5m")
      .current({ text: "15s", value: "15s" }),
  ];
}

function query(expression: string, refId: string): DataqueryBuilder {
  return new DataqueryBuilder().datasource(SOURCE).expr(expression).refId(refId);
}

function lines(title: string, unit: Unit, width: number, ...shown: Line[]): Builder<Panel> {
  const panel = new TimeseriesBuilder()
    .title(title)
    .datasource(SOURCE)
    .unit(unit)
    .min(0)
    .span(width)
    .height(HEIGHT)
    .showPoints(VisibilityMode.Never);
  if (unit === "percentunit") panel.max(1);
  const queries: Builder<Query>[] = shown.map(([expression, legend], index) =>
    query(expression, String.fromCharCode(65 + index))
      .legendFormat(legend)
      .range(),
  );
  return panel.targets(queries);
}

/** One row for each series: its labels, and its value. */
function table(title: string, description: string, expression: string, unit: Unit = "short"): Builder<Panel> {
  return new TableBuilder()
    .title(title)
    .description(description)
    .datasource(SOURCE)
    .span(HALF)
    .height(6)
    .unit(unit)
    .targets([query(expression, "A").instant().format(PromQueryFormat.Table)])
    .withTransformation({ id: "organize", options: { excludeByName: { Time: true } } })
    .overrideByName("verdict", [
      { id: "custom.cellOptions", value: { type: TableCellDisplayMode.ColorText } },
      { id: "mappings", value: [VERDICTS] },
    ]);
}

const VERDICTS = {
  type: MappingType.ValueToText,
  options: {
    held: { color: "green", index: 0 },
    degraded: { color: "orange", index: 1 },
    wedged: { color: "red", index: 2 },
    inconclusive: { color: "purple", index: 3 },
  },
};
