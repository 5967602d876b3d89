/** Words for clients. A client that only connects knows that a connection opened, not that the service accepted it. */
import type { ClientEvidence } from "../model/reason";

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

export function clientWording(clients: ClientEvidence): ClientWording {
  return clients === "kernel" ? KERNEL : SERVICE;
}
