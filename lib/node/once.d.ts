/** A module bundled as packed text, evaluated once per process: see bundle.ts beside this file. */
declare module "once:*" {
  const source: string;
  export default source;
}

/** A module that a VU evaluates at the first call of `load`: see lazy-modules.ts beside this file. */
declare module "lazy:*" {
  const load: () => unknown;
  export default load;
}
