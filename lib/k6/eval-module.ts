/** Evaluates a module that was bundled as text. Parsers and reports are needed once, while k6 evaluates a script per VU. */
export function evaluate<Module>(source: string): Module {
  return new Function(source)() as Module;
}
