/** What may be said of clients: whoever only connects knows that a connection opened, not that the service took anybody in. */
import type { Evidence } from "./evidence";

export interface GotIn {
  /** In a sentence: `99 % of the storm's <who> <did>`. */
  who: string;
  did: string;
  /** `at the end of recovery <again>`, and `the last <not>`. */
  again: string;
  not: string;
}

const SERVICE: GotIn = { who: "clients", did: "got in", again: "clients got in again", not: "client did not get in" };
const KERNEL: GotIn = {
  who: "connections",
  did: "opened",
  again: "connections opened again",
  not: "connection did not open",
};

export function gotIn({ start }: Pick<Evidence, "start">): GotIn {
  return start?.client.evidence === "kernel" ? KERNEL : SERVICE;
}
