/**
 * Every flaw under eight styles: what clients must come to, and why. The reasons are the kernel's (what `accept()` returns and
 * what the service sees of each ending) and the flaw's own, as its file in xk6/flawed/ tells it.
 */
import type { Journal, Verdict } from "../../lib/model/journal";
import type { Cause } from "../../lib/model/extension";
import { calm } from "./calm";

export const STYLES = [
  "rst",
  "half-open",
  "fin",
  "delayed-close",
  "greeting-wait",
  "greeting-unread",
  "send-rst",
  "hold",
] as const;

type Style = (typeof STYLES)[number];
type Settings = Record<string, string>;

export interface Expected {
  verdict: Verdict;
  cause: Cause | null;
  /** `unharmed`: every client of the storm got in, and no gate of the storm was lost. */
  storm: "unharmed" | "harmed";
}

export interface Cell {
  flaw: string;
  style: Style;
  settings: Settings;
  expected: Expected;
  /** Why. */
  why: string;
}

interface Row {
  styles: Style[];
  expected: Expected;
  why: string;
  /** On top of the flaw's own. */
  settings?: Settings;
}

interface FlawRows {
  flaw: string;
  settings: Settings;
  rows: Row[];
}

const HELD: Expected = { verdict: "held", cause: null, storm: "unharmed" };
const wedged = (cause: Cause): Expected => ({ verdict: "wedged", cause, storm: "harmed" });
const degraded = (cause: Cause | null): Expected => ({ verdict: "degraded", cause, storm: "harmed" });
/** The storm with its steady clients shows nothing; the night alone does it. */
const overnight = (cause: Cause): Expected => ({ verdict: "wedged", cause, storm: "unharmed" });

/**
 * As short as every cell allows: twice as many clients in the baseline as connections from then to the harm (or the attribution is weak),
 * and more, since a busy machine makes fewer checks beside as many clients; a storm
 * longer than two client timeouts less its first checks, a night of twice the twenty checks that some flaws want, and a
 * recovery whose last 3 s decide.
 */
const BRIEF = {
  BASELINE: "10s",
  STORM: "4s",
  NIGHT: "4s",
  RECOVERY: "4s",
  CLIENT_TIMEOUT: "2s",
  THRESHOLDS: "default",
};

/** Settings that belong to a style wherever it is used. */
const OF_STYLE: Partial<Record<Style, Settings>> = { "delayed-close": { DELAY: "10ms" } };

/**
 * A busy machine that stalls for 250 ms once makes three clients wait: of 40 that is more than one in twenty, and would be a
 * slowdown. Where the storm must show none it has 80.
 */
const LONGER = { BASELINE: "10s", STORM: "8s" };

const GREETING = { CLIENT: "greeting" };
const HELLO = { CLIENT: "send-expect", CLIENT_SEND: "HELLO\\r\\n", CLIENT_EXPECT: "regex:WELCOME" };
const ECHO = { CLIENT: "send-expect", CLIENT_SEND: "HELLO\\r\\n", CLIENT_EXPECT: "HELLO" };
const TLS = { CLIENT: "tls", CLIENT_TLS: "insecure" };

const UNSEEN = "an RST instead of the final ACK: accept() never returns the connection";
/** A greeting that is there at once overtakes every second FIN and makes it an RST: many checks, so that enough stay FINs. */
const OFTEN = { INTERVAL: "20ms" };
/** Twice the usual pace: what counts to 25 or 32 has done so long before the storm's last clients give up. */
const TWICE = { INTERVAL: "50ms" };
/** So long after the greeting that no machine stalls in between; four nodes, so that the checks are enough all the same. */
const LATE = { DELAY: "500ms", NODES: "4", INTERVAL: "600ms" };
/** Checks that wait for a greeting that never comes, given up soon enough to be many. */
const SOON = { TIMEOUT: "50ms" };

/** These shut nobody out, or only when they go on for long: the test that finds each of them before. */
export const elsewhere: Readonly<Record<string, string>> = {
  "busy-after-fin": "leaks.test.ts",
  "leak-any": "leaks.test.ts",
  "leak-memory": "leaks.test.ts",
  "leak-on-reset": "leaks.test.ts",
  "leak-thread": "leaks.test.ts",
  "log-per-reset": "leaks.test.ts",
  "warm-up": "leaks.test.ts",
};

const table: FlawRows[] = [
  {
    flaw: "healthy",
    settings: ECHO,
    rows: [
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["rst", "fin", "delayed-close", "send-rst", "hold"],
        expected: HELD,
        why: "a goroutine per connection: an EOF, an ECONNRESET or silence is that one's alone",
      },
      {
        styles: ["greeting-wait", "greeting-unread"],
        expected: HELD,
        why: "it does not speak first: a silent connection, then a FIN, which is one goroutine's EOF",
        settings: SOON,
      },
    ],
  },
  {
    flaw: "healthy-greeting",
    settings: GREETING,
    rows: [
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["rst", "delayed-close", "greeting-wait", "greeting-unread", "send-rst", "hold"],
        expected: HELD,
        why: "a goroutine per connection: a failed greeting is that one's alone",
      },
      {
        styles: ["fin"],
        expected: HELD,
        why: "EOF, or ECONNRESET where the greeting lay unread: one goroutine's either way",
        settings: OFTEN,
      },
    ],
  },
  {
    flaw: "stuck-greeting",
    settings: GREETING,
    rows: [
      {
        styles: ["rst", "send-rst"],
        expected: wedged("queued-not-served"),
        why: "the RST is there before the greeting: the write fails with ECONNRESET inside the accept loop",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      { styles: ["fin"], expected: HELD, why: "the first write after a FIN succeeds; only the next one would fail" },
      {
        styles: ["delayed-close"],
        expected: HELD,
        why: "the greeting left 498.5 ms before the RST",
        settings: LATE,
      },
      {
        styles: ["greeting-wait", "greeting-unread", "hold"],
        expected: HELD,
        why: "they close after the greeting has come, so that its write has long succeeded",
      },
    ],
  },
  {
    flaw: "exit-on-reset",
    settings: GREETING,
    rows: [
      {
        styles: ["rst", "delayed-close", "greeting-unread", "send-rst"],
        expected: wedged("refused"),
        why: "the first read or write after the RST is ECONNRESET, which ends the process; nothing listens, SYNs are reset",
      },
      {
        styles: ["hold"],
        expected: wedged("refused"),
        why: "it reads nothing: its close behind an unread greeting, after 1 s and so among clients, is an RST",
        settings: { HOLD: "1s" },
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["fin", "greeting-wait"],
        expected: HELD,
        why: "nothing lies unread: the greeting comes 50 ms later, or was read, so the FIN is one",
      },
    ],
  },
  {
    flaw: "serial-read",
    settings: HELLO,
    rows: [
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["rst", "fin", "delayed-close", "send-rst"],
        expected: HELD,
        why: "the read in the accept loop returns with the RST, the FIN or the request, after 10 ms at the most",
      },
      {
        styles: ["greeting-wait", "greeting-unread"],
        expected: degraded(null),
        why: "it does not speak first: one silent connection after another, each a second in its read; clients are late, not lost",
      },
      {
        styles: ["hold"],
        expected: degraded("queued-not-served"),
        why: "silent to the end of the storm: the accept loop reads the first one all that time",
      },
    ],
  },
  {
    flaw: "tls-in-accept",
    settings: TLS,
    rows: [
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["rst", "fin", "delayed-close", "send-rst"],
        expected: HELD,
        why: "an RST, a FIN or bytes that are no TLS fail that handshake, after 10 ms at the most",
      },
      {
        styles: ["greeting-wait", "greeting-unread"],
        expected: degraded(null),
        why: "TLS servers do not speak first: each check owes its ClientHello for a second; clients are late, not lost",
      },
      {
        styles: ["hold"],
        expected: degraded("queued-not-served"),
        why: "the ClientHello never comes: the accept loop waits for it to the end of the storm",
      },
    ],
  },
  {
    flaw: "bounded-workers",
    settings: GREETING,
    rows: [
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["rst", "delayed-close", "greeting-wait", "greeting-unread", "send-rst"],
        expected: HELD,
        why: "whoever ends, by FIN or by RST, gives its worker back at once",
      },
      { styles: ["fin"], expected: HELD, why: "EOF or ECONNRESET: the worker is free at once", settings: OFTEN },
      {
        styles: ["hold"],
        expected: degraded("queued-not-served"),
        why: "eight silent connections are all eight workers; whoever comes ninth is completed by the kernel and waits",
      },
    ],
  },
  {
    flaw: "host-block",
    settings: HELLO,
    rows: [
      {
        styles: ["rst", "send-rst"],
        expected: HELD,
        why: "the RST is there before the greeting, whose write fails: such a peer is not counted",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["fin", "delayed-close", "greeting-wait", "greeting-unread"],
        expected: overnight("rejected"),
        why: "greeted and gone without a word: by day each client's login sets the count to 0, at night 20 come in a row",
      },
      {
        styles: ["hold"],
        expected: HELD,
        why: "eight at the end of the storm and eight of the night are fewer than 20",
      },
    ],
  },
  {
    flaw: "leak",
    // 32 checks and as many clients come before the harm, and more clients on a busy machine.
    settings: { ...HELLO, BASELINE: "16s" },
    rows: [
      {
        styles: ["rst", "delayed-close"],
        expected: HELD,
        why: "the read meets ECONNRESET, and that path closes",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["fin"],
        expected: wedged("queued-not-served"),
        why: "each EOF without a request stays in CLOSE_WAIT; after 32 accept() has no descriptor left",
        settings: TWICE,
      },
      {
        styles: ["greeting-wait", "greeting-unread"],
        expected: wedged("queued-not-served"),
        why: "it does not speak first, so nothing lies unread and each of them ends with a FIN; the 32nd is the last",
        settings: { ...TWICE, TIMEOUT: "40ms" },
      },
      { styles: ["send-rst"], expected: HELD, why: "Linux still reads the request behind the RST: served and closed" },
      {
        styles: ["hold"],
        expected: HELD,
        why: "eight FINs after the storm and eight after the night are fewer than 32",
      },
    ],
  },
  {
    flaw: "slow-accept",
    settings: GREETING,
    rows: [
      {
        styles: ["rst", "fin", "delayed-close", "send-rst"],
        expected: degraded(null),
        why: "no ending takes a connection out of the queue, only accept(): 20 a second come, 16 leave; late, not lost",
        settings: { STORM: "5s", BASELINE: "6s" },
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["greeting-wait", "greeting-unread"],
        expected: HELD,
        why: "the check waits for its own greeting: one of them in the queue at a time, and 8 a second come, half of what it bears",
        settings: { INTERVAL: "300ms", CLIENT_RATE: "5" },
      },
      {
        styles: ["hold"],
        expected: HELD,
        why: "eight connections, 60 ms each, and no more; opened over 3 s, so that 8 a second come meanwhile",
        settings: { INTERVAL: "3s", CLIENT_RATE: "5" },
      },
    ],
  },
  {
    flaw: "throttled",
    // Back 10 s after the 20th check, with time left to see it.
    settings: { ...HELLO, BASELINE: "14s", NIGHT: "3s", RECOVERY: "12s" },
    rows: [
      {
        styles: ["rst", "fin", "delayed-close", "greeting-wait", "greeting-unread"],
        expected: degraded("refused"),
        why: "20 connections without a word within 5 s, however they end: the listening socket is closed, SYNs are reset",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      { styles: ["send-rst"], expected: HELD, why: "Linux still reads the request behind the RST: that is a word" },
      { styles: ["hold"], expected: HELD, why: "eight that end at a time are fewer than 20" },
    ],
  },
  {
    flaw: "one-in-n",
    settings: GREETING,
    rows: [
      {
        styles: ["rst", "send-rst"],
        expected: wedged("queued-not-served"),
        why: "the RST is there 3 ms before the greeting; the 25th failed write ends accepting",
        settings: { ...TWICE, BASELINE: "14s" },
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      { styles: ["fin"], expected: HELD, why: "the first write after a FIN succeeds" },
      {
        styles: ["delayed-close", "greeting-wait", "greeting-unread", "hold"],
        expected: HELD,
        why: "they close after the greeting was written",
      },
    ],
  },
  {
    flaw: "prefork",
    settings: GREETING,
    rows: [
      {
        styles: ["rst", "delayed-close", "greeting-unread", "send-rst"],
        expected: wedged("queued-not-served"),
        why: "ECONNRESET, before the greeting or after, kills the worker that has the connection; five do",
      },
      {
        styles: ["hold"],
        expected: wedged("queued-not-served"),
        why: "five silent ones are all five workers, and their close behind an unread greeting, an RST, kills them",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["fin", "greeting-wait"],
        expected: HELD,
        why: "nothing lies unread: the greeting comes 50 ms later, or was read, so the FIN is one and the worker goes on",
      },
    ],
  },
  {
    flaw: "forgets-clients",
    settings: HELLO,
    rows: [
      {
        styles: ["rst", "fin", "delayed-close", "greeting-wait", "greeting-unread"],
        expected: overnight("queued-not-served"),
        why: "gone without a word, however they end: by day each request frees their sessions, at night 20 take all of them",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      { styles: ["send-rst"], expected: HELD, why: "Linux still reads the request behind the RST: that is a word" },
      {
        styles: ["hold"],
        expected: HELD,
        why: "eight at the end of the storm and eight of the night are fewer than 20",
      },
    ],
  },
  {
    flaw: "limited-per-window",
    // 16 clients in 4 s; back 4 s after the last check, with time left to see it.
    settings: { ...HELLO, CLIENT_RATE: "4", BASELINE: "10s", RECOVERY: "8s" },
    rows: [
      {
        styles: ["rst", "fin", "delayed-close", "greeting-wait", "greeting-unread", "send-rst"],
        expected: degraded("rejected"),
        why: "it counts what accept() returns, however it ends: 56 in 4 s come, more than 20, and 4 s after the last all is forgotten",
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["hold"],
        expected: HELD,
        why: "eight of them, and eight clients in 4 s, are fewer than 20",
        settings: { CLIENT_RATE: "2" },
      },
    ],
  },
  {
    flaw: "limited-per-second",
    settings: GREETING,
    rows: [
      {
        styles: ["rst", "fin", "delayed-close", "greeting-wait", "greeting-unread", "send-rst"],
        expected: degraded("reset"),
        why: "66 checks and 10 clients a second are more than 50, and a second after the last all is forgotten",
        // Four nodes, or a busy machine makes the checks of one follow each other too slowly.
        settings: { NODES: "4", INTERVAL: "60ms", BASELINE: "25s" },
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN, settings: { NODES: "4", INTERVAL: "60ms" } },
      { styles: ["hold"], expected: HELD, why: "eight at once and 10 clients a second are fewer than 50" },
    ],
  },
  {
    flaw: "workers-end",
    settings: HELLO,
    rows: [
      {
        styles: ["rst", "fin", "delayed-close"],
        expected: wedged("queued-not-served"),
        why: "ECONNRESET or EOF where a request is read ends a worker; the 11th is the last",
        settings: TWICE,
      },
      {
        styles: ["greeting-wait", "greeting-unread"],
        expected: wedged("queued-not-served"),
        why: "it does not speak first, so nothing lies unread and each of them ends with a FIN: EOF",
        settings: { ...TWICE, TIMEOUT: "40ms" },
      },
      {
        styles: ["send-rst"],
        expected: wedged("queued-not-served"),
        why: "Linux still reads the request, and the next call after it meets the RST: that ends a worker as well",
        settings: TWICE,
      },
      { styles: ["half-open"], expected: HELD, why: UNSEEN },
      {
        styles: ["hold"],
        expected: overnight("queued-not-served"),
        why: "eight workers end with the FINs after the storm, and three serve on; those end with the FINs after the night",
      },
    ],
  },
];

export const cells: Cell[] = table.flatMap(({ flaw, settings: ofFlaw, rows }) =>
  rows.flatMap(({ styles, expected, why, settings }) =>
    styles.map((style) => ({
      flaw,
      style,
      settings: {
        ...BRIEF,
        ...(expected.storm === "unharmed" && LONGER),
        ...ofFlaw,
        ...OF_STYLE[style],
        ...settings,
        FLAW: flaw,
        CHECKER: style,
      },
      expected,
      why,
    })),
  ),
);

/** Runs at the same time, at most: they mostly wait. */
export const SIDE_BY_SIDE = 26;

/**
 * A start costs half a second of one core, and two cores are shared with the targets. Runs that start together also storm
 * together, so they start one by one.
 */
const BETWEEN_STARTS_MS = 1_000;

/** A run that starts where those before it leave no time to spare is starved, and so are they. */
const SPARE = 0.1;
const LONGEST_WAIT_MS = 5_000;

let last = Promise.resolve();

/** Resolves when the next run may start. */
export function turn(): Promise<void> {
  const start = last.then(() => calm(SPARE, LONGEST_WAIT_MS));
  last = start.then(() => new Promise((resolve) => setTimeout(resolve, BETWEEN_STARTS_MS)));
  return start;
}

const EXIT: Record<Verdict, number> = { held: 0, degraded: 99, wedged: 99, inconclusive: 110 };

/** In what a run differs from what the table says, a line each; none when it is right. */
export function differences({ expected }: Cell, run: { code: number | null; journal: Journal | null }): string[] {
  const { code, journal } = run;
  if (journal === null) return [`exit ${code} without a journal`];
  const said: string[] = [];
  const compare = (what: string, seen: unknown, wanted: unknown) => {
    if (seen !== wanted) said.push(`${what} ${seen} instead of ${wanted}`);
  };
  compare("verdict", journal.verdict, expected.verdict);
  compare("exit", code, EXIT[expected.verdict]);
  compare("cause", journal.cause, expected.cause);
  compare("attribution", journal.attribution, "strong");
  compare("storm", harmed(journal, "storm"), expected.storm);
  if (expected.verdict === "held") compare("recovery", harmed(journal, "recovery"), "unharmed");
  if (expected.verdict === "wedged") compare("clients in recovery", journal.phases.recovery?.clients.accepted, 0);
  return said;
}

function harmed({ gates, phases }: Journal, phase: "storm" | "recovery"): "harmed" | "unharmed" {
  const lost = gates.some(({ name, ok }) => !ok && name.startsWith(`${phase}-`));
  return lost || phases[phase]?.clients.acceptedRatio !== 1 ? "harmed" : "unharmed";
}
