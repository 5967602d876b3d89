/** Causes in plain words: what each means for the service, and what usually fixes it. */
import type { Cause } from "../model/extension";

interface Words {
  /** Goes on after a colon. */
  meaning: string;
  advice: string[];
  /** What to look at when clients alone, without any check, already fail like this. */
  alone: string;
}

const ACCEPT_LOOP = "In the accept loop only accept: no write, read or TLS handshake before the next one.";
const PER_CONNECTION = "Let ECONNRESET, EPIPE or ENOTCONN end that one connection, never the accept loop.";
const DEADLINE = "Give every connection a deadline, so that a silent peer cannot hold a worker.";

export const PLAIN_WORDS: Readonly<Record<Cause, Words>> = {
  "queued-not-served": {
    meaning:
      "the kernel completed the connections, but the service sent no byte: it accepts no more, or is stuck before it answers",
    advice: [ACCEPT_LOOP, PER_CONNECTION, DEADLINE],
    alone:
      "Is the service stuck already? If it does not speak first, name a client that asks: CLIENT=http, tls or send-expect.",
  },
  "final-ack-dropped": {
    meaning: "the handshake was answered but never taken in, because the accept queue is full",
    advice: [
      ACCEPT_LOOP,
      PER_CONNECTION,
      "A longer backlog only delays the overflow of a service that does not accept.",
    ],
    alone: "The accept queue seems to be full already (ss -lnt on the target's host): restart the service.",
  },
  "syn-dropped": {
    meaning: "their SYNs were never answered: the accept queue is full, or something on the path drops them",
    advice: [
      ACCEPT_LOOP,
      PER_CONNECTION,
      "See on the target's host whether its queue is full (ss -lnt, nstat TcpExtListenOverflows); if not, look at firewalls and SYN limits.",
    ],
    alone: "Check TARGET and the firewalls between; if both are right, the target's accept queue is full (ss -lnt).",
  },
  refused: {
    meaning: "nothing listened: the process has ended or closed its listening socket",
    advice: [
      "Look for a crash or restart of the process: an error on a fresh connection (getpeername, setsockopt, first read) must not end it.",
      PER_CONNECTION,
    ],
    alone: "Start the service, or correct TARGET.",
  },
  reset: {
    meaning: "their connections were reset after the handshake",
    advice: [
      "Look for a limit on connections or workers that closes what it cannot serve, and for a crash that ends all connections at once.",
      PER_CONNECTION,
    ],
    alone: "Does the service demand TLS (CLIENT_TLS), a PROXY header, or a source that it knows (CLIENT_SOURCE)?",
  },
  rejected: {
    meaning: "the service answered, but not with what a client is promised, or closed without an answer",
    advice: [
      "Look for a block list or a limit that counts checks as failed logins or as clients (such as MariaDB's max_connect_errors), and exempt the checkers.",
      "Let the checker speak the protocol to its end, so that the service does not count it as an offender.",
    ],
    alone: "The client's expectation does not fit the service: correct CLIENT or CLIENT_EXPECT.",
  },
  unanswered: {
    meaning: "the handshake went through, TLS or a greeting included, but the request that followed got no byte",
    advice: [
      "Look for workers that are busy or dead behind a thread that still accepts: a thread dump shows where they stand.",
      DEADLINE,
      "Let a failed handshake, or a peer that ends early, end that one connection, never the worker that serves it.",
    ],
    alone:
      "Does the service expect another request (CLIENT, CLIENT_SEND), or are all its workers stuck already? Restart it.",
  },
  slow: {
    meaning: "answers began but were not complete in time",
    advice: [
      "Checks take time or workers that clients need: serve each connection on its own, and drop a silent one early.",
    ],
    alone: "Answers take longer than CLIENT_TIMEOUT without any check: raise it, or lower CLIENT_RATE.",
  },
  harness: {
    meaning: "the attempts failed on this side",
    advice: ["Repair what the harness reports, then run again."],
    alone: "Repair what the harness reports, then run again.",
  },
};

/** For harm without a failed client: slower, or a queue that grows. */
export const GROWS: string[] = [
  ACCEPT_LOOP,
  PER_CONNECTION,
  "A client that only connects proves the kernel alone: name one that asks for an answer (CLIENT=http, tls or send-expect).",
];

/** For what is kept of each check while every client still gets in. */
export const LEAKS: string[] = [
  "Close and free on every path: after EOF, after ECONNRESET, after a greeting that failed, after an exception.",
  "On the target's host ls -l /proc/PID/fd, ss -tanp and a heap or thread dump show what is kept.",
  "If it goes back after an idle timeout of the service, run with a RECOVERY longer than that.",
];

/** For threads that end and do not come back. */
export const WORKERS: string[] = [
  "The checks end your workers: catch whatever a connection may throw (ECONNRESET, EPIPE, an end before the request), and let the worker go on.",
  "Start a worker anew when one has ended, and log why it did.",
];

/** For a process that ends, and is started again by somebody. */
export const CRASHES: string[] = [
  "The checks end the process: look for the crash in its log, and let a failed connection end that connection alone.",
];

/** For a service that stays busy when nobody checks any more. */
export const BUSY: string[] = [
  "After an end or an error of a connection take it out of whatever the loop waits for (epoll, select, a list of its own): a loop with an entry that is always ready never sleeps.",
];

/** For a log that checks fill. */
export const NOISY: string[] = [
  "Log an end before the first request at a level that is off by default, or count it: to a health check it is the normal case.",
  "Until then leave the checkers' addresses out of the log, and rotate it by size.",
];

/** For memory that came with the checks and stayed. */
export const GROWN: string[] = [
  "Look at what an error on a fresh connection allocates and keeps: a buffer for each, a stack trace, a queue of what failed.",
];

export const SLOWER: string[] = PLAIN_WORDS.slow.advice;

export const COMPARE = "Test a new check here first: what spares one service may harm another.";
