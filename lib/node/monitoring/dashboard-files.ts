/** The files of monitoring/ that are written by `npm run dashboards`. */
import { grafanaDashboard } from "./grafana-dashboard";
import { webDashboard } from "./web-dashboard";

const json = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`;

/** From the repository's root. */
export function dashboardFiles(): { file: string; text: string }[] {
  return [
    { file: "monitoring/grafana-dashboard.json", text: json(grafanaDashboard()) },
    { file: "monitoring/web-dashboard.json", text: json(webDashboard()) },
  ];
}
