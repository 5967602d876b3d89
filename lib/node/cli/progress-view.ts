/**
 * Shows people what k6 writes to standard error: what happens in the run, and k6's own messages.
 *
 * On a terminal one line tells how far the run is, and is written anew; what happens stands above it. The cursor waits at the begin of
 * that line: k6 prints its report to the same terminal, and erases with each of its lines what is left of ours. Elsewhere there are plain
 * lines.
 *
 * k6 says last why it refuses: its last error waits for its exit code, which tells that it is a refusal. A refusal is the bare line.
 */
import { lastOf } from "../../model/non-empty";
import type { Happening } from "../../model/progress";
import { readProgressEvent } from "../../report/progress-event";
import { progressLines } from "../../report/progress-lines";
import { happeningText, statusText } from "../../report/progress-text";
import { printable } from "../../text/format";
import { REFUSALS } from "./exit-codes";
import { inLog, onTerminal, readK6Message, refusalIn, type K6Message } from "./k6-message";

/** `events`: happenings stay JSON, for a program that reads them. `messages`: of k6 alone, where nothing is said of what happens. */
export type ViewMode = "status" | "lines" | "events" | "messages";

export interface Screen {
  write(text: string): void;
  /** k6's messages look as they do on a terminal. */
  terminal: boolean;
  colour: boolean;
  columns(): number;
  /** Monotonic, ms. */
  now(): number;
}

export interface ProgressView {
  /** Whatever k6 has written, in pieces of any size. */
  take(piece: string): void;
  /** @param code with which k6 has ended; null: a signal has ended it */
  end(code: number | null): void;
}

/** A line without an end is shown as it is once it is as long. */
const LONGEST_LINE = 1 << 20;
const ERASE = "\r\u001b[K";

export function progressView(mode: ViewMode, screen: Screen): ProgressView {
  const startedMs = screen.now();
  const lines = progressLines();
  let rest = "";
  let status = "";
  let lastError: K6Message | null = null;

  /** Both as one write: a status line that is gone for a moment would flicker. */
  function show(text: string | null, next = status): void {
    if (text === null && next === status) return;
    const erase = status === "" ? "" : ERASE;
    status = next;
    const line = text === null ? "" : `${text}\n`;
    screen.write(`${erase}${line}${status === "" ? "" : `${cut(status, screen.columns() - 1)}\r`}`);
  }

  function happened(happening: Happening): void {
    if (mode !== "status") {
      show(lines(happening, screen.now()));
      return;
    }
    show(happening.kind === "status" ? null : happeningText(happening), statusText(happening) ?? status);
  }

  function line(text: string): void {
    const message = readK6Message(text);
    tellError();
    if (message === null) {
      show(printable(text));
      return;
    }
    const event = readProgressEvent(message.msg);
    if (event !== null && mode === "events") show(printable(message.msg));
    else if (event !== null) happened(event);
    else if (message.level === "error") lastError = message;
    else show(shown(message));
  }

  function shown(message: K6Message): string {
    return screen.terminal ? onTerminal(message, screen.now() - startedMs, screen.colour) : inLog(message);
  }

  function tellError(refused = false): void {
    if (lastError !== null) show((refused && refusalIn(lastError)) || shown(lastError));
    lastError = null;
  }

  return {
    take(piece) {
      const parts = (rest + piece).split("\n");
      rest = lastOf(parts);
      for (const part of parts.slice(0, -1)) line(part);
      if (rest.length < LONGEST_LINE) return;
      show(printable(rest));
      rest = "";
    },
    end(code) {
      show(null, "");
      if (rest !== "") line(rest);
      rest = "";
      tellError(code !== null && REFUSALS.includes(code));
    },
  };
}

function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
