/** Sends bytes (none: only listens) and is accepted when the answer is the expected one, or any where none is named. */
import type { Match } from "../model/extension";
import { polite, type TlsOptions } from "../wire/client-wire";

export const sendExpect = (options: TlsOptions & { send: string; expect: Match | null }) =>
  polite(options, ...(options.send === "" ? [] : [{ kind: "send" as const, hex: options.send }]), {
    kind: "expect",
    match: options.expect ?? { kind: "any" },
  });
