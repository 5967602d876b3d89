/** A module bundled as text, evaluated once per process: see tools/bundle.mjs. */
declare module "once:*" {
  const source: string;
  export default source;
}
