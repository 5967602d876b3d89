/** A module bundled as text, evaluated once per process: see bundle.ts beside this file. */
declare module "once:*" {
  const source: string;
  export default source;
}
