/** The demo makes one run with each of these checks, and the picture of the ladders shows what they came to. */
import type { Verdict } from "../model/journal";

export interface DemoCheck {
  title: string;
  settings: Readonly<Record<string, string>>;
  /** The verdict on the embedded stuck-greeting server when the machine is idle. */
  expected: Verdict;
}

export const DEMO_CHECKS: readonly DemoCheck[] = [
  { title: "RST right after the handshake", settings: { CHECKER: "rst" }, expected: "wedged" },
  { title: "RST 10 ms after the handshake", settings: { CHECKER: "delayed-close", DELAY: "10ms" }, expected: "held" },
  { title: "half-open: RST instead of the ACK", settings: { CHECKER: "half-open" }, expected: "held" },
];
