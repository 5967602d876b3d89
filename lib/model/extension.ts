/** Types of what the extension gives to scripts: index.d.ts and runtime.d.ts document them. */
import type * as extension from "../../index";

export type * from "../../index";
export type * from "../../runtime";

type NotHex = { text: string } | { bytes: ArrayBuffer };

/** Here bytes are hex: specs travel as JSON. */
export type Match = Exclude<extension.Match, NotHex>;

type Expect = Extract<extension.Step, { kind: "expect" }>;

/** The same for the bytes of steps. */
export type Step = Exclude<extension.Step, NotHex | Expect> | (Omit<Expect, "match"> & { match: Match });

/** A result as data, which it is in JSON. */
export type ExchangeResult = Omit<extension.ExchangeResult, "receivedBytes">;
