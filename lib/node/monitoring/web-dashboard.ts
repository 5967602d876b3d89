/**
 * The layout of k6's web dashboard for our metrics, given to it by XK6_DASHBOARD_CONFIG. Its own layout draws HTTP requests, of which there
 * are none here. `npm run dashboards` writes it.
 */
import { capital } from "../../report/sentence";

interface Panel {
  title: string;
  kind: "stat" | "chart" | "summary";
  series: { query: string; legend?: string }[];
  fullWidth?: boolean;
}

type Series = readonly [metric: string, aggregate: string, legend: string];

const TIMES = "avg || p95 || p99";

export function webDashboard() {
  return numbered({
    title: "probe-storm",
    tabs: [
      {
        title: "Clients",
        summary: "Real clients: do they get in, and how long do they take?",
        sections: [
          {
            panels: [
              stat("Attempts a second", "hc_client_attempts", "rate"),
              stat("Share that gets in", "hc_client_accepted", "rate"),
              stat("Accept queue", "hc_accept_queue", "value"),
              stat("Checks a second", "hc_checks", "rate"),
              stat("Nodes that say UP", "hc_checker_up", "value"),
            ],
          },
          {
            panels: [
              chart("Attempts and the share that gets in", [
                ["hc_client_attempts", "rate", "attempts a second"],
                ["hc_client_accepted", "rate", "share that gets in"],
              ]),
              chart("Accept queue", [
                ["hc_accept_queue", "value", "queue"],
                ["hc_accept_queue_limit", "value", "limit"],
              ]),
              chart("Time without a success", [["hc_client_outage", "max", "longest"]]),
              all("Handshake", "hc_client_connect"),
              all("First byte", "hc_client_first_byte"),
              all("Answer", "hc_client_answer"),
            ],
          },
        ],
      },
      {
        title: "Checks and service",
        summary: "What the balancer does and says, and what the service uses, where it runs on the host of the test.",
        sections: [
          {
            panels: [
              chart("Checks", [["hc_checks", "rate", "checks a second"]]),
              chart("Share of nodes that say UP", [["hc_checker_up", "value", "UP"]]),
              chart("Share of checks that are truly of their style", [["hc_check_verified", "rate", "verified"]]),
              all("From the handshake to the close", "hc_check_close_gap"),
              chart("Connections that the service holds", [["hc_service_connections", "value", "connections"]]),
              chart("Descriptors and threads", [
                ["hc_service_descriptors", "value", "descriptors"],
                ["hc_service_threads", "value", "threads"],
              ]),
              chart("Memory", [["hc_service_memory", "value", "memory"]]),
            ],
          },
        ],
      },
      {
        title: "Summary",
        summary: "Every metric over the whole run.",
        sections: [
          {
            panels: ["trend", "counter", "rate", "gauge"].map((kind) => ({
              title: `${capital(kind)}s`,
              kind: "summary" as const,
              series: [{ query: `[?!tags && ${kind}]` }],
            })),
          },
        ],
      },
    ],
  });
}

/** Each aggregate over all tags. */
const aggregated = (metric: string, aggregate: string) => `${metric}[?!tags && (${aggregate})]`;

function stat(title: string, metric: string, aggregate: string): Panel {
  return { title, kind: "stat", series: [{ query: aggregated(metric, aggregate) }] };
}

function chart(title: string, series: readonly Series[]): Panel {
  return {
    title,
    kind: "chart",
    series: series.map(([metric, aggregate, legend]) => ({ query: aggregated(metric, aggregate), legend })),
  };
}

function all(title: string, trend: string): Panel {
  return { title, kind: "chart", series: [{ query: aggregated(trend, TIMES) }] };
}

interface Layout {
  title: string;
  tabs: { title: string; summary: string; sections: { panels: Panel[] }[] }[];
}

/** The page wants an id of everything that it draws. */
function numbered({ title, tabs }: Layout) {
  return {
    title,
    tabs: tabs.map((tab, t) => ({
      ...tab,
      id: `tab-${t}`,
      sections: tab.sections.map(({ panels }, s) => ({
        id: `tab-${t}.section-${s}`,
        panels: panels.map((panel, p) => ({ ...panel, id: `tab-${t}.section-${s}.panel-${p}` })),
      })),
    })),
  };
}
