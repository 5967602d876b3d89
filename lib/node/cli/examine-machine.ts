/** What this machine can do, as far as k6 with its extension tells by trying it. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { MachineFacts, MachineReport } from "../../model/machine-check";
import { errorLine } from "../../text/error-line";
import { printable } from "../../text/format";
import { hasFields } from "../../text/shape";
import { askK6 } from "./ask-k6";
import { findK6 } from "./find-k6";

/** It looks a name up for 5 s at the most, and waits for as long for its answer. Milliseconds. */
const TIMEOUT_MS = 30_000;

/** @param target as the user wrote it; empty: none */
export function examineMachine(target: string): MachineFacts {
  const facts: MachineFacts = {
    platform: process.platform,
    k6: null,
    k6Why: "",
    report: null,
    reportWhy: "",
    tcpdump: isInPath("tcpdump"),
  };
  try {
    facts.k6 = findK6();
  } catch (error) {
    return { ...facts, k6Why: errorLine(error) };
  }
  return { ...facts, ...reportOf(facts.k6, target) };
}

function reportOf(k6: string, target: string): Pick<MachineFacts, "report" | "reportWhy"> {
  const args = ["x", "healthcheck", "machine", ...(target === "" ? [] : [target])];
  const { status, signal, stdout, stderr, error } = askK6(k6, args, TIMEOUT_MS);
  if (error) return { report: null, reportWhy: errorLine(error) };
  const report = status === 0 ? parsed(stdout) : null;
  if (report !== null) return { report, reportWhy: "" };
  const line = printable(stderr.trim().split("\n")[0] ?? "").slice(0, 200);
  return { report: null, reportWhy: line || `it ended with ${signal ?? `code ${status}`}` };
}

function parsed(text: string): MachineReport | null {
  try {
    const value: unknown = JSON.parse(text);
    return hasFields(value, "platform", "limits", "target") ? (value as unknown as MachineReport) : null;
  } catch {
    return null;
  }
}

function isInPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}
