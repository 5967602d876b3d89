/** Causes in plain words: what each means for the service, and what usually fixes it. */
import type { Cause } from "../model/extension";

interface CauseWords {
  /** Goes on after a colon. */
  meaning: string;
  advice: string[];
  /** What to look at when clients alone, without any check, already fail like this. */
  alone: string;
}

/** Lines that are good advice on several causes. */
export const ACCEPT_LOOP = "In the accept loop only accept: no write, read or TLS handshake before the next one.";
export const PER_CONNECTION = "Let ECONNRESET, EPIPE or ENOTCONN end that one connection, never the accept loop.";
const DEADLINE = "Give every connection a deadline, so that a silent peer cannot hold a worker.";

export const CAUSE_WORDS: Readonly<Record<Cause, CauseWords>> = {
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
  "own-client": {
    meaning: "the script's own client failed; its message says of what",
    advice: ["See what the client's message says, and what the service's log has of that time."],
    alone: "The script's client fails without any check: try it by itself, or raise CLIENT_TIMEOUT.",
  },
  harness: {
    meaning: "the attempts failed on this side",
    advice: ["Repair what the harness reports, then run again."],
    alone: "Repair what the harness reports, then run again.",
  },
};
