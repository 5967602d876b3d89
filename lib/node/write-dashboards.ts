/** `npm run dashboards`: writes the dashboards of monitoring/. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardFiles } from "./monitoring/dashboard-files";
import { ROOT } from "./root";

for (const { file, text } of dashboardFiles()) {
  writeFileSync(join(ROOT, file), text);
  process.stdout.write(`${file}\n`);
}
