/** Evaluates a module that was bundled as packed text. Parsers and reports are needed once, while k6 evaluates a script per VU. */
import { compile } from "k6/x/healthcheck/runtime";

export function evaluate<Module>(packed: string): Module {
  return compile(packed)() as Module;
}
