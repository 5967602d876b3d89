/**
 * Why clients that only connect cannot say `held`: the kernel opens connections for a service that has stopped serving, until its queue is full.
 *
 * A queue that does not grow does not make up for it. It shows that somebody calls `accept()`, and not that anybody answers after that: a
 * service whose workers are all stuck goes on accepting. Harm is another matter: a connection that does not open, or a queue that
 * grows, is harm whoever looks.
 */
import type { Evidence } from "../model/evidence";

/** null: the service itself answered, or KERNEL_EVIDENCE takes the kernel's word for it. */
export function kernelEvidence({ plan, start }: Pick<Evidence, "plan" | "start">): {
  reason: string;
  advice: string[];
} | null {
  if (start?.client.evidence !== "kernel" || plan.config.kernelEvidence === "accept") return null;
  return {
    reason:
      "No gate was lost, but the clients only connected, and the kernel opens connections for a service that has stopped answering as well: " +
      "that does not prove that it held.",
    advice: [
      ...(start.client.advice === undefined ? [] : [start.client.advice]),
      "Where the service has no answer to give (statsd, syslog), KERNEL_EVIDENCE=accept takes open connections for held.",
    ],
  };
}
