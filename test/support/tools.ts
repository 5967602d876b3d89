/** Tests against real parts need real tools: skipped where one is missing, and a failure under CI=true (lib/node/test.ts). */
import { spawnSync } from "node:child_process";

export function hasTool(name: string): boolean {
  return pathOf(name) !== "";
}

/** Empty where it is missing. */
export function pathOf(name: string): string {
  return spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
}

/** Root may capture packets. */
export const canCapture = process.getuid?.() === 0 && hasTool("tcpdump");
