/** What may be said of clients: whoever only connects knows that a connection opened, not that the service took anybody in. */
import type { Evidence } from "../model/evidence";

export interface ClientWording {
  /** In a sentence: `99 % of the storm's <who> <did>`. */
  who: string;
  did: string;
  /** `at the end of recovery <again>`, and `the last <not>`. */
  again: string;
  not: string;
}

const SERVICE: ClientWording = {
  who: "clients",
  did: "got in",
  again: "clients got in again",
  not: "client did not get in",
};
const KERNEL: ClientWording = {
  who: "connections",
  did: "opened",
  again: "connections opened again",
  not: "connection did not open",
};

export function clientWording({ start }: Pick<Evidence, "start">): ClientWording {
  return start?.client.evidence === "kernel" ? KERNEL : SERVICE;
}
