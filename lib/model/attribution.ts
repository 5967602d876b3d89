/** Whether the checks did the harm, or may have been only beside it. */
export type Attribution =
  | { kind: "strong" }
  /** The service saw only checks that the kernel acknowledged before they could reset. */
  | { kind: "seen-by-accident" }
  /** Clients wait as long without a check. */
  | { kind: "slowdown-stays" }
  /** A service that fails after so many connections of any kind would look the same. */
  | {
      kind: "any-connection";
      /** Until the harm, counted from `since`; before that `harmless` connections came. */
      clients: number;
      checks: number;
      since: "storm-start" | "storm-end";
      harmless: number;
      /** In so many of the cases such a service would look the same. */
      share: number;
      /** A baseline of so many seconds would settle it. */
      baselineSeconds: number;
    };
