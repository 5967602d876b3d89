/** The reports of a single storm, from its journal alone. */
import type { Journal } from "../model/journal";
import { filesOf } from "./formats";
import type { Reports } from "./reports";
import { terminalReport } from "./terminal";

export function stormReports(journal: Journal, options: { colour: boolean }): Reports {
  return { terminal: terminalReport(journal, options), files: filesOf(journal) };
}
