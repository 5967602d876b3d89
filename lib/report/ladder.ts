/**
 * What a capture shows of a connection, computed from its handshake, its steps and its ending.
 *
 * A ladder is the plain case: the target answers what is expected, and closes after the checker, never before. What the kernels are free to
 * do (acknowledge alone or together with data, cut an answer into segments) is shown in its simplest form.
 */
import type { Ending, Step } from "../model/extension";
import type { Checker, Wire } from "../model/checker";
import { readsToEnd } from "../wire/read-to-end";
import { duration } from "../text/format";
import { bytesText, helloOf } from "./expectation";
import { endsWithReset } from "../wire/ends-with-reset";

/** `→` from the checker, `←` from the target, `⇄` to and fro, none: nothing is sent. */
export type Arrow = "→" | "←" | "⇄" | "";

export interface Rung {
  arrow: Arrow;
  /** `SYN`, `RST/ACK`, `request`, … or a pause. */
  what: string;
  /** What it carries, or when it is otherwise. */
  note?: string;
}

export type Spoken = Pick<Wire, "handshake" | "steps" | "ending">;

/** Packets that a picture shows in a way of its own. */
export const RESET = "RST/ACK";
export const REQUEST = "request";

const SYN: Rung = { arrow: "→", what: "SYN" };
const SYN_ACK: Rung = { arrow: "←", what: "SYN/ACK" };
const ACK: Rung = { arrow: "→", what: "ACK" };
const RST: Rung = { arrow: "→", what: RESET };
const FIN: Rung = { arrow: "→", what: "FIN/ACK" };
const CLOSE_NOTIFY: Rung = { arrow: "→", what: "close_notify" };
const ITS_FIN: Rung = { arrow: "←", what: "FIN/ACK" };
const ITS_ACK: Rung = { arrow: "←", what: "ACK" };

const TICKETS = "an RST/ACK instead where session tickets lie unread";

/** What has gone before, where it changes what follows. */
interface State {
  spoken: boolean;
  /** The last rung is the target's word: the next `expect` reads on in it. */
  hearing: boolean;
  unread: boolean;
  tls: boolean;
  peerEnded: boolean;
}

export function ladder({ handshake, steps, ending }: Spoken, holdsUntil: Checker["holdsUntil"] = "phase-end"): Rung[] {
  const state: State = { spoken: false, hearing: false, unread: false, tls: false, peerEnded: false };
  return [
    SYN,
    SYN_ACK,
    // Withheld, it leaves with the first data or with the FIN; an RST takes its place.
    ...(handshake === "full" ? [ACK] : []),
    ...steps.flatMap((step) => rungs(step, state, holdsUntil)),
    ...endRungs(ending, state),
  ];
}

function rungs(step: Step, state: State, holdsUntil: Checker["holdsUntil"]): Rung[] {
  switch (step.kind) {
    case "wait":
      return [pause(duration(step.ms))];
    case "hold":
      if (step.ms !== undefined) return [pause(duration(step.ms))];
      return [pause(holdsUntil === "next-check" ? "until the next check" : "to the end of the phase")];
    case "expect":
      return heard(step, state);
    case "send":
      return said(state, REQUEST, `${state.tls ? "inside TLS: " : ""}${bytesText(step.hex, undefined, SHOWN)}`);
    case "proxy":
      return said(state, "PROXY header", `version ${step.version}, ${proxied(step)}`);
    case "tls-hello":
      return said(state, "ClientHello");
    case "tls":
      state.tls = state.spoken = true;
      state.hearing = false;
      return [{ arrow: "⇄", what: "TLS handshake", ...helloNote(step) }];
  }
}

function helloNote({ hello = "go", resume = false }: Extract<Step, { kind: "tls" }>): { note?: string } {
  // Go's is the usual one of checkers and clients here, and is not named.
  const parts = [
    hello === "go" ? "" : helloOf(hello),
    resume ? "the session of the last check where it got a ticket" : "",
  ];
  const note = parts.filter((part) => part !== "").join("; ");
  return note === "" ? {} : { note };
}

function said(state: State, what: string, note?: string): Rung[] {
  state.spoken = true;
  state.hearing = false;
  return [{ arrow: "→", what, ...(note !== undefined && { note }) }];
}

function heard(step: Extract<Step, { kind: "expect" }>, state: State): Rung[] {
  const more: Rung[] = state.hearing ? [] : [{ arrow: "←", what: state.spoken ? "answer" : "greeting" }, ACK];
  state.hearing = true;
  // What was only looked at still lies there; reading takes it.
  state.unread = step.peek === true;
  if (!readsToEnd(step)) return more;
  state.peerEnded = true;
  return [...more, ITS_FIN];
}

function endRungs(ending: Ending, { spoken, hearing, unread, tls, peerEnded }: State): Rung[] {
  const { kind, closeNotify = !endsWithReset(ending) } = ending;
  const notify = tls && closeNotify ? [CLOSE_NOTIFY] : [];
  switch (kind) {
    case "rst":
      return [...notify, RST];
    case "drain-rst":
      if (peerEnded) return [...notify, FIN, ITS_ACK];
      return [...notify, { ...RST, note: "a FIN/ACK instead where the target has closed already" }];
    case "fin":
      if (unread) return [...notify, { ...RST, note: "because bytes lie unread" }];
      break;
    case "half-close":
      // It reads on behind its own FIN.
      if (spoken && !hearing && !tls) return [FIN, { arrow: "←", what: "answer" }, ACK, ITS_FIN, ACK];
      break;
    case "drain-fin":
      break;
  }
  if (peerEnded) return [...notify, FIN, ITS_ACK];
  // Inside TLS the target's answer to close_notify may meet a closed socket.
  if (tls) return [...notify, kind === "fin" && !hearing ? { ...FIN, note: TICKETS } : FIN];
  return [FIN, ITS_FIN, ACK];
}

function pause(how: string): Rung {
  return { arrow: "", what: how };
}

function proxied({ version, command }: Extract<Step, { kind: "proxy" }>): string {
  if (command === "proxy") return "its own addresses";
  return version === 1 ? "UNKNOWN" : "LOCAL";
}

const SHOWN = 60;

/** `→ SYN`; a pause in brackets. */
export function rungText({ arrow, what }: Rung): string {
  return arrow === "" ? `(${what})` : `${arrow} ${what}`;
}

/** The same with its note. */
export function rungLine(rung: Rung): string {
  return rung.note === undefined ? rungText(rung) : `${rungText(rung).padEnd(14)}  ${rung.note}`;
}
