/** The steps of an exchange as a CONFIG file spells them, for clients and checkers alike. */
import type { Step } from "../../model/extension";
import { fieldsOf, itemsOf, refuse, type Data } from "../../source/data";
import { durationText } from "../../text/duration";
import type { Outside } from "../../source/syntax";
import { expect } from "./expect-step";
import { hold } from "./hold-step";
import { proxy } from "./proxy-step";
import { send } from "./send-step";
import type { StepReader } from "./step-reader";
import { tls } from "./tls-step";
import { tlsHello } from "./tls-hello-step";
import { wait } from "./wait-step";

const READERS = new Map<string, StepReader>(
  Object.entries({ wait, send, expect, tls, "tls-hello": tlsHello, proxy, hold }),
);
const KINDS = [...READERS.keys()];
const BESIDE = [...READERS.values()].flatMap((reader) => reader.beside ?? []);
const ACCEPTS = `one of ${KINDS.join(", ")}`;

/**
 * @param options `host` is the server name of TLS steps that name none; `timeoutMs` is the exchange's, which no step outlasts, and
 *   `timeout` what to call it
 */
export function readSteps(
  data: Data,
  options: { outside: Outside; host: string; timeoutMs: number; timeout?: string },
): Step[] {
  const timeout = `${options.timeout ?? "the timeout"} of ${durationText(options.timeoutMs)}`;
  const steps = itemsOf(data, `a list of steps, each ${ACCEPTS}`).map((item) => {
    const step = readStep(item, options);
    const limit = step.kind === "expect" || step.kind === "tls" ? (step.withinMs ?? 0) : 0;
    if (limit > options.timeoutMs) {
      throw refuse(item, `within up to ${timeout}`, { why: `${durationText(limit)} is longer` });
    }
    return step;
  });
  const waits = steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.ms : 0), 0);
  if (waits >= options.timeoutMs) {
    throw refuse(data, `waits shorter than ${timeout}`, { why: `they are ${durationText(waits)} together` });
  }
  return steps;
}

function readStep(item: Data, { outside, host }: { outside: Outside; host: string }): Step {
  if (item.kind === "scalar") {
    const reader = READERS.get(item.text);
    if (reader === undefined) throw refuse(item, ACCEPTS, { known: KINDS });
    if (reader.alone !== true) throw refuse(item, reader.accepts, { why: "it needs a value" });
    return reader.read({ value: { ...item, kind: "empty", text: "" }, beside: new Map(), outside, host });
  }
  const fields = fieldsOf(item, [...KINDS, ...BESIDE]);
  const found = [...READERS].flatMap(([kind, reader]) => {
    const value = fields.get(kind);
    return value === undefined ? [] : [{ kind, reader, value }];
  });
  const [step] = found;
  if (step === undefined || found.length > 1) throw refuse(item, ACCEPTS, { why: "a step is one of them" });
  const { kind, reader, value } = step;
  const beside = new Map([...fields].filter(([key]) => key !== kind));
  for (const [key, stray] of beside) {
    if (!reader.beside?.includes(key))
      throw refuse(stray, reader.accepts, { why: `${key} has no meaning beside ${kind}` });
  }
  if (value.kind === "empty" && reader.alone !== true) throw refuse(value, reader.accepts);
  return reader.read({ value, beside, outside, host });
}
