/** A line of `tcp-check` or `http-check`, read, but with its variables still open. */
import type { Connect, Expect, Rule } from "../../wire/haproxy/rules";
import type { Part } from "./expect-match";
import type { LineNote } from "./notes";

export type ParsedRule = { line: number; notes: LineNote[] } & (
  | { kind: "comment" }
  | { kind: "set-var"; name: string; format: string; expression: boolean }
  | { kind: "unset-var"; name: string }
  | { kind: "connect"; connect: Connect }
  /** `binary`: hex digits. `format`: with variables. */
  | { kind: "send"; text: string; binary: boolean; format: boolean }
  | { kind: "send-http"; request: ParsedRequest }
  | { kind: "expect"; expect: Expect; part: Part }
  /** What an option such as `redis-check` stands for. */
  | { kind: "ready"; rules: readonly Rule[] }
);

/** A value that may be a log-format string. */
export interface Format {
  text: string;
  format: boolean;
}

export interface ParsedRequest {
  /** The rule comes from `option httpchk`: an `http-check send` overrides it, part by part. */
  fromOption: boolean;
  method?: string;
  uri?: Format;
  version?: string;
  headers: readonly (readonly [name: string, value: string])[];
  body?: Format;
}
