/** What the extension gives to scripts, as types: index.d.ts documents them. */
export type * from "../../index";
