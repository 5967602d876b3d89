/**
 * Why clients that only connect cannot say `held`: the kernel opens connections for a service that has stopped serving, until its queue is full.
 *
 * A queue that does not grow does not make up for it. It shows that somebody calls `accept()`, and not that anybody answers after that: a
 * service whose workers are all stuck goes on accepting. Harm is another matter: a connection that does not open, or a queue that
 * grows, is harm in any case.
 */
import type { Evidence } from "../model/evidence";
import type { ClientEvidence } from "../model/reason";

/** Without a client that was chosen, the service: nothing is known against it. */
export function clientEvidence({ start }: Pick<Evidence, "start">): ClientEvidence {
  return start?.client.evidence ?? "service";
}

/** false: the service itself answered, or KERNEL_EVIDENCE takes the kernel's word for it. */
export function onlyKernelAnswered({ plan, start }: Pick<Evidence, "plan" | "start">): boolean {
  return clientEvidence({ start }) === "kernel" && plan.config.kernelEvidence !== "accept";
}
