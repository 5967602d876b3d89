/** The steps of an exchange, as the protocols beside this file and the clients write them. */
import type { Step } from "../model/extension";
import { hexOfText } from "./bytes";

export type Send = Extract<Step, { kind: "send" }>;
export type Expect = Extract<Step, { kind: "expect" }>;

/** An expectation that nothing else is said of. */
type Plain = Pick<Expect, "kind" | "match">;

/** Sends these bytes (hex) in one write. */
export const send = (...hex: string[]): Send => ({ kind: "send", hex: hex.join("") });

export const sendLine = (text: string): Send => send(hexOfText(`${text}\r\n`));

/** The answer must begin so; another one is turned down by its first wrong byte. */
export const begins = (hex: string): Plain => ({ kind: "expect", match: { kind: "literal", hex } });

export const beginsWith = (text: string): Plain => begins(hexOfText(text));

/** Passes over as many bytes, whatever they are. */
export const skip = (bytes: number): Plain => ({ kind: "expect", match: { kind: "length", bytes } });

/**
 * Reads on until the pattern is found. A byte from 0x80 on is no character of its own to RE2: `[^\x00-\x7f]` finds it, and so does a
 * dot, but a dot also takes two to four of them where they happen to be UTF-8. So positions are counted with {@link skip}.
 */
export const finds = (pattern: string): Plain => ({ kind: "expect", match: { kind: "regex", pattern } });

/**
 * The pattern is looked for once as many bytes have come; if it is not there then, the answer is another one. No right answer may be
 * shorter, and none may need more bytes to be told.
 */
export const is = (pattern: string, minBytes: number) => ({ ...finds(pattern), minBytes });

/** The answer must not begin so; what came is for the next step. */
export const isNot = (hex: string): Expect => ({ ...begins(hex), not: true });
