/**
 * The library: a storm in a script of your own, with a client of your own.
 *
 * ```ts
 * import http from "k6/http";
 * import { storm } from "probe-storm";
 *
 * export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = storm({
 *   settings: { TARGET: "127.0.0.1:8080", CHECKER: "haproxy", OUT: "out" },
 *   client: ({ address, timeoutMs }) => http.get(`http://${address}/health`, { timeout: timeoutMs }).status === 200,
 * });
 * ```
 *
 * k6 finds modules by their path: bundle such a script (esbuild), or import `./node_modules/probe-storm/dist/library.js`.
 */
import type { Cause } from "./index";

export interface StormOptions {
  /** As with `-e NAME=value`, which wins over them: docs/settings.md has all of them. */
  settings?: Readonly<Record<string, string | number | boolean>>;
  /** Left out: one of the clients that CLIENT names. With it, CLIENT and its like are refused. */
  client?: OwnClient;
}

/**
 * One attempt of a real user: connects, gets what it came for, and says whether it did. It is called CLIENT_RATE times a second, by as many
 * VUs as can be busy at once. It should make a connection of its own each time, and wait no longer than `timeoutMs`: an answer that comes
 * later counts as failed. A storm lets k6/http make a new connection for each request.
 */
export type OwnClient = (attempt: ClientAttempt) => ClientAnswer | Promise<ClientAnswer>;

export interface ClientAttempt {
  /** `ip:port`, as the checkers have it. */
  readonly address: string;
  /** CLIENT_TIMEOUT, ms. */
  readonly timeoutMs: number;
}

/**
 * Nothing, or true: it got in. False, or what k6's modules throw: it failed. `cause` where the script knows it (index.d.ts says what each
 * means); `error`: one line for people, which the report quotes.
 */
export type ClientAnswer = boolean | undefined | { ok: boolean; cause?: Cause; error?: string };

/** What k6 calls, by the names under which a script has to export it. `options` may be extended; its scenarios and thresholds may not. */
export interface StormScript {
  options: object | undefined;
  setup: (() => unknown) | undefined;
  driver(data?: unknown): void | Promise<void>;
  client(data?: unknown): void | Promise<void>;
  checker(data?: unknown): void | Promise<void>;
  observer(data?: unknown): void | Promise<void>;
  teardown: ((data?: never) => void) | undefined;
  handleSummary: ((data: never) => Record<string, string>) | undefined;
}

/**
 * Plans a storm; to be called once, at the top level of a script.
 *
 * @throws one line for a setting that is refused; k6 then ends with 107
 */
export function storm(options?: StormOptions): StormScript;
