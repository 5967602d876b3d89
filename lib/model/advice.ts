/** Advice about a verdict: a code each. lib/report/advice-text.ts writes the lines. */
import type { Cause } from "./extension";
import type { FindingKind } from "./finding";

export type Advice =
  /** What usually ends harm of this cause. */
  | { kind: "cause"; cause: Cause }
  /** Clients fail of this cause without any check. */
  | { kind: "cause-without-checks"; cause: Cause }
  /** What usually ends what the checks cost the service. */
  | { kind: "cost"; finding: FindingKind }
  /** The same in one line, ahead of the advice on the clients' harm. */
  | { kind: "cost-beside-harm"; finding: FindingKind }
  | { kind: "queue-grows" }
  | { kind: "slower" }
  | { kind: "try-checks-first" }
  /** Clients reject the service's certificate. */
  | { kind: "trust-certificate" }
  | { kind: "repair-service-first" }
  | { kind: "larger-control" }
  | { kind: "idle-machine" }
  /** Gates were lost without a check. */
  | { kind: "look-at-service" }
  /** Gates were lost, and no check can have been the reason. */
  | { kind: "clients-or-machine" }
  | { kind: "whole-run" }
  | { kind: "other-style" }
  | { kind: "larger-samples" }
  | { kind: "gate-on-clients" }
  /** Which CLIENT would prove more: what `setup` suggested. */
  | { kind: "stronger-client" }
  | { kind: "kernel-evidence" }
  /** SECOND_STORM of this length lets the second storm decide. */
  | { kind: "longer-second-storm"; ms: number }
  | { kind: "second-storm-to-its-end" }
  | { kind: "run-at-own-rate" };
