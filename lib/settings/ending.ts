/** `ending: rst`, `ending: { kind: fin, linger: 1s }`, `ending: { kind: half-close, within: 2s, close-notify: false }` */
import type { Ending, Step } from "../model/extension";
import { fieldsOf, readAs, readField, refuse, type Data } from "../source/data";
import { LEFT_OUT } from "../text/refusal";
import { duration } from "./duration-setting";
import { oneOf, yesOrNo, type Outside } from "../source/syntax";

export const ENDINGS = ["rst", "fin", "drain-fin", "half-close"] as const;

/** @param steps before it: what is said inside TLS needs a handshake among them */
export function readEnding(data: Data, steps: readonly Step[], outside: Outside): Ending {
  const kindOf = oneOf(...ENDINGS);
  if (data.kind !== "map") return { kind: readAs(kindOf, data, outside) };
  const fields = fieldsOf(data, ["kind", "linger", "within", "close-notify"]);
  const written = fields.get("kind");
  if (written === undefined) throw refuse(data, `kind: ${kindOf.accepts}`, { why: "it is missing" });
  const kind = readAs(kindOf, written, outside);
  for (const [key, owner] of Object.entries({ linger: "fin", within: "half-close" })) {
    const stray = fields.get(key);
    if (stray !== undefined && kind !== owner)
      throw refuse(stray, LEFT_OUT, { why: `only the ending ${owner} takes ${key}` });
  }
  // SO_LINGER counts in whole seconds.
  const linger = fields.get("linger");
  const lingerMs = linger && readAs(duration({ min: 1000, max: 60_000 }), linger, outside);
  if (linger !== undefined && lingerMs !== undefined && lingerMs % 1000 !== 0)
    throw refuse(linger, "whole seconds, such as 1s");
  const withinMs = readField(duration({ min: 1 }), fields, "within", outside);
  const notify = fields.get("close-notify");
  const closeNotify = notify && readAs(yesOrNo, notify, outside);
  if (notify !== undefined && !steps.some((step) => step.kind === "tls"))
    throw refuse(notify, "a step tls before it", { why: "there is no TLS to end" });
  return {
    kind,
    ...(kind === "fin" && lingerMs !== undefined && { lingerSeconds: lingerMs / 1000 }),
    ...(kind === "half-close" && withinMs !== undefined && { withinMs }),
    ...(closeNotify !== undefined && { closeNotify }),
  };
}
