/** What people read of a comparison: the terminal, the job summary, junit.xml. */
import { expect, test } from "vitest";
import type { ArmJournal } from "../../lib/model/comparison";
import { armNotRun } from "../../lib/experiments/conclude-arm";
import { comparisonText } from "../../lib/report/comparison-terminal";
import { armOf, concluded, leftWedgedBy, WEDGED } from "../experiments/arms";
import { stats } from "../judge/run";

const gentle = armOf("haproxy", { queue: WEDGED.queue!.map(([t]) => [t, 0]) });
const harsh = armOf("haproxy-proxy", WEDGED);
const useless = armOf("tls-handshake", { opinions: [[11, "tls-handshake", 0, false]] });
const linger = armOf("haproxy-linger");
const last = armOf("hold");
const notRun = {
  ...last,
  journal: armNotRun(last.arm, leftWedgedBy("haproxy-proxy"), harsh.evidence.recording),
};
const arms = [gentle, useless, linger, harsh, notRun];

test("the terminal has a table of the arms", () => {
  expect(concluded(arms, ["haproxy"]).terminal).toMatchInlineSnapshot(`
    "
    HELD 192.0.2.1:4000 (decided by haproxy): haproxy held.

    checker         verdict            clients     longest  queue    full   it said
                                       lost        outage   grew by  after
    haproxy         held               0 of 350    1.8 ms   nothing  -      UP 100 %
      300 × half a handshake, RST
    tls-handshake   held               0 of 350    1.8 ms                   UP 3.3 %
      300 × handshake, TLS, FIN
    haproxy-linger  held               0 of 350    1.8 ms                   UP 100 %
      300 × handshake, FIN
    haproxy-proxy   wedged,            348 of 350  19.9 s   19.1/s   4 min  UP 100 %
                    queued-not-served                       of 128   30 s
      300 × handshake, PROXY header, RST
    hold            not run
      handshake, held to the end, FIN

    Safe here: haproxy and haproxy-linger.
    Harmless, but it called the service DOWN while clients got in: tls-handshake.
    How sure: after 300 checks without harm, a harm of up to 1 % per check is still
    possible at 95 %.
    Not safe: haproxy-proxy.

    haproxy-proxy: 1 % of the storm's clients got in, and for 19.9 s not one; at the
    end of recovery none of the last 45 got in. What failed: the kernel completed
    the connections, but the service sent no byte: it accepts no more, or is stuck
    before it answers; then the accept queue was full, and the kernel dropped the
    rest. Meanwhile haproxy-proxy went on saying UP.

    Not run: hold, because haproxy-proxy left the target wedged, and nothing
    restarts it without RESET_URL.

    haproxy-proxy (handshake, PROXY header, RST) is not safe; haproxy (half a
    handshake, RST) is: in HAProxy these lines make it so.
        # without option tcp-check, option httpchk, … and their rules
        default-server check

    What to change in the service
      - In the accept loop only accept: no write, read or TLS handshake before the
        next one.
      - Let ECONNRESET, EPIPE or ENOTCONN end that one connection, never the accept
        loop.
      - Give every connection a deadline, so that a silent peer cannot hold a
        worker.

    To go on
      - Restart the service yourself, and run what is left: dist/probe-storm.js -e
        CHECKER=hold.
      - Or name RESET_URL, a web address that restarts the service when it is
        called: then the run goes on after harm. One out of any command: npm run
        restart-by-http -- 9090 systemctl restart my-service, and -e
        RESET_URL=http://127.0.0.1:9090/

    Notes
      - tls-handshake said DOWN for 96.6 % of the time although every client got in:
        the balancer would take a healthy service out of rotation.

    "
  `);
});

test("the job summary has a table of the arms", () => {
  expect(concluded(arms).files["summary.md"]).toMatchInlineSnapshot(`
    "## probe-storm: wedged

    192.0.2.1:4000: haproxy-proxy wedged; nothing can be said of hold; haproxy, tls-handshake and haproxy-linger held.

    | checker | on the wire | checks | verdict | cause | clients lost | longest outage | queue grew by | full after | log per check | it said |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | haproxy | half a handshake, RST | 300 | held |  | 0 of 350 | 1.8 ms | nothing | - |  | UP 100 % |
    | tls-handshake | handshake, TLS, FIN | 300 | held |  | 0 of 350 | 1.8 ms |  |  |  | UP 3.3 % |
    | haproxy-linger | handshake, FIN | 300 | held |  | 0 of 350 | 1.8 ms |  |  |  | UP 100 % |
    | haproxy-proxy | handshake, PROXY header, RST | 300 | wedged | queued-not-served | 348 of 350 | 19.9 s | 19.1/s of 128 | 4 min 30 s |  | UP 100 % |
    | hold | handshake, held to the end, FIN |  | not run |  |  |  |  |  |  |  |

    **Safe here:** haproxy and haproxy-linger.

    **Harmless, but it called the service DOWN while clients got in:** tls-handshake.

    **How sure:** after 300 checks without harm, a harm of up to 1 % per check is still possible at 95 %.

    **Not safe:** haproxy-proxy.

    **haproxy-proxy:** 1 % of the storm's clients got in, and for 19.9 s not one; at the end of recovery none of the last 45 got in. What failed: the kernel completed the connections, but the service sent no byte: it accepts no more, or is stuck before it answers; then the accept queue was full, and the kernel dropped the rest. Meanwhile haproxy-proxy went on saying UP.

    **Not run:** hold, because haproxy-proxy left the target wedged, and nothing restarts it without RESET\\_URL.

    haproxy-proxy (handshake, PROXY header, RST) is not safe; haproxy (half a handshake, RST) is: in HAProxy these lines make it so.

    \`\`\`
    # without option tcp-check, option httpchk, … and their rules
    default-server check
    \`\`\`

    **What to change in the service**

    - In the accept loop only accept: no write, read or TLS handshake before the next one.
    - Let ECONNRESET, EPIPE or ENOTCONN end that one connection, never the accept loop.
    - Give every connection a deadline, so that a silent peer cannot hold a worker.

    **To go on**

    - Restart the service yourself, and run what is left: dist/probe-storm.js -e CHECKER=hold.
    - Or name RESET\\_URL, a web address that restarts the service when it is called: then the run goes on after harm. One out of any command: npm run restart-by-http -- 9090 systemctl restart my-service, and -e RESET\\_URL=http://127.0.0.1:9090/

    **Notes**

    - tls-handshake said DOWN for 96.6 % of the time although every client got in: the balancer would take a healthy service out of rotation.
    "
  `);
});

test("the report of a comparison says so where no check is safe", () => {
  const { terminal, files } = concluded([harsh]);
  expect(terminal).toContain("Safe here: none of those that were tried.");
  expect(files["summary.md"]).toContain("**Safe here:** none of those that were tried.");
});

test("a comparison that is cut short keeps what was over", () => {
  expect(concluded(arms, undefined, true).terminal).toContain("The run was cut short; the arms that were over by then");
});

test("harm that more clients than the baseline's might have done is told as weak", () => {
  const late = armOf("rst", { storm: "150+ 50-" });
  expect(late.journal.attribution).toBe("weak");
  expect(concluded([late]).terminal.replace(/\s+/g, " ")).toContain(late.journal.attributionReason.slice(0, 60));
});

test("junit.xml: suites and cases of arms whose checkers have the same name are told apart", () => {
  const named = (name: string, literal = {}) => {
    const one = armOf("haproxy-linger", literal, { name: "app-web1", preset: null });
    return { ...one, arm: { ...one.arm, name }, journal: { ...one.journal, name } };
  };
  const xml = concluded([named("old.cfg#app/web1", WEDGED), named("new.cfg#app/web1")]).files["junit.xml"]!;
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    "probe-storm 192.0.2.1:4000 old.cfg#app/web1",
    "probe-storm 192.0.2.1:4000 new.cfg#app/web1",
  ]);
  const cases = [...xml.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)].map(([, ...names]) => names.join());
  expect(new Set(cases).size).toBe(cases.length);
  expect(cases).toContain("storm-accepted,probe-storm.old.cfg#app/web1");
  expect(xml).toMatch(/<testcase name="storm-accepted" classname="probe-storm.old.cfg#app\/web1">\s*<failure/);
});

test("junit.xml: an arm that GATE leaves out fails no pipeline", () => {
  const xml = concluded([gentle, harsh, notRun], ["haproxy"]).files["junit.xml"]!;
  expect(xml).toMatch(/<testsuites [^>]* failures="0" errors="0"/);
  expect(xml).toMatch(/<skipped message="GATE leaves this arm out: 1 % of the storm&apos;s clients accepted, /);
  expect(concluded([gentle, harsh], ["haproxy-proxy"]).files["junit.xml"]).toContain("<failure");
});

test("what a name or a note holds neither paints nor marks up", () => {
  const evil = armOf("fin", { notes: ["\u001b[31m| <b> `x` \r\n* y"] });
  const arm = { ...evil.arm, name: "a|b.cfg#<app>\u001b[2J" };
  const { comparison, files } = concluded([{ arm, journal: { ...evil.journal, name: arm.name } }]);
  expect(comparisonText(comparison, { colour: false })).not.toContain("\u001b");
  expect(files["summary.md"]).toContain("a\\|b.cfg#\\<app\\>");
  expect(files["summary.md"]).toContain("- \ufffd\\[31m\\| \\<b\\> \\`x\\` \\* y");
});

test("the verdicts have their colours", () => {
  const { comparison } = concluded([gentle, harsh]);
  const text = comparisonText(comparison, { colour: true });
  expect(text).toContain("\u001b[1;32mheld\u001b[0m ");
  expect(text).toContain("\u001b[1;31mwedged");
});

test("of clients that only connected nothing is known: no arm is safe, none a cure, and why is told once", () => {
  const blind = (name: string, more = {}) => armOf(name, { client: { kind: "connect", evidence: "kernel" }, ...more });
  const { comparison, terminal } = concluded([blind("haproxy"), blind("fin"), blind("rst", { recovery: "150-" })]);
  expect(comparison).toMatchObject({ safe: [], unknown: ["haproxy", "fin"], unsafe: ["rst"], changes: [] });
  expect(terminal.replace(/\s+/g, " ").match(/\S+ and \S+: No gate was lost, but the clients only connected/g)).toEqual(
    ["haproxy and fin: No gate was lost, but the clients only connected"],
  );
  expect(concluded([blind("haproxy"), blind("fin")]).comparison.verdict).toBe("inconclusive");
});

test("KERNEL_EVIDENCE=accept: what held is listed, and is still not called safe", () => {
  const blind = armOf("haproxy", { client: { kind: "connect", evidence: "kernel" }, kernelEvidence: "accept" });
  const { comparison, terminal } = concluded([blind]);
  expect(comparison).toMatchObject({ verdict: "held", safe: ["haproxy"], unknown: [] });
  expect(terminal).not.toContain("Safe here");
  expect(terminal.replace(/\s+/g, " ")).toContain("does not prove that the service took them: haproxy.");
});

test("arms that were not run for the same reason are one line, and those that the same would cure as well", () => {
  const why = "rst left the target wedged, and nothing restarts it without RESET_URL";
  const skipped = (name: string) => {
    const one = armOf(name);
    return { ...one, journal: armNotRun(one.arm, leftWedgedBy("rst"), harsh.evidence.recording) };
  };
  const { terminal, files } = concluded([
    armOf("half-open"),
    armOf("rst", WEDGED),
    armOf("send-rst", WEDGED),
    ...["hold", "fin"].map(skipped),
  ]);
  const said = terminal.replace(/\s+/g, " ");
  expect(said.match(/Not run: .*? RESET_URL\./g)).toEqual([`Not run: hold and fin, because ${why}.`]);
  expect(said).toContain("nothing can be said of hold and fin");
  expect(said.match(/ is: /g)).toHaveLength(1);
  expect(said).toContain(
    "rst (handshake, RST) and send-rst (handshake, request, RST) are not safe; half-open (half a handshake, RST) is: a check that does so would be safe here.",
  );
  expect(files["summary.md"]!.match(/Not run/g)).toHaveLength(1);
});

test("the risk that is told follows from the number of checks, and is never less than the rule of three", () => {
  const some = (name: string, sent: number) => {
    const one = armOf(name);
    const checkers = one.journal.checkers.map((checker) => ({
      ...checker,
      probes: { sent, completed: sent, failed: 0 },
    }));
    return { ...one, journal: { ...one.journal, checkers, residualRiskPerCheck: Math.min(1, 3 / sent) } };
  };
  const said = (...arms: ReturnType<typeof armOf>[]) => concluded(arms).terminal.replace(/\s+/g, " ");
  expect(said(some("half-open", 50), some("fin", 51), some("hold", 8))).toContain(
    "How sure: after 50 checks without harm, a harm of up to 6 % per check is still possible at 95 % (half-open and fin); after 8, up to 38 % (hold).",
  );
  expect(said(some("fin", 1))).toContain("after 1 check without harm, a harm of up to 100 % per check");
  expect(said(some("fin", 7000))).toContain("after 7000 checks without harm, a harm of up to 0.05 % per check");
  expect(said(armOf("rst", WEDGED))).not.toContain("How sure");
});

test("the reader is told how to go on where nothing restarts the target", () => {
  const skipped = (name: string, settings: ArmJournal["settings"] = []) => {
    const one = armOf(name);
    return { ...one, journal: { ...armNotRun(one.arm, leftWedgedBy("rst"), harsh.evidence.recording), settings } };
  };
  const said = (arms: Parameters<typeof concluded>[0]) => {
    const { terminal, files } = concluded(arms);
    return [terminal.replace(/\s+/g, " "), files["summary.md"]!];
  };
  for (const text of said([armOf("rst", WEDGED), skipped("hold"), skipped("fin")])) {
    expect(text).toContain("run what is left: -e CHECKERS=hold,fin in place of the others.");
    expect(text).toContain("npm run restart-by-http -- 9090");
  }
  for (const text of said([armOf("rst", WEDGED), skipped("hold")]))
    expect(text).toContain("run what is left: dist/probe-storm.js -e CHECKER=hold.");
  const reset = [{ name: "RESET_URL", value: "GET http://…", from: "environment" as const }];
  for (const arms of [[armOf("rst", WEDGED)], [armOf("rst", WEDGED), skipped("hold", reset)]])
    for (const text of said(arms)) expect(text).not.toContain("To go on");
});

test("of an arm without a control neither the queue nor the opinion is told", () => {
  const dead = armOf("fin", { baseline: "100-", queue: WEDGED.queue!.map(([t]) => [t, 0]) });
  expect(dead.journal.verdict).toBe("inconclusive");
  const [, row] = concluded([dead]).files["summary.md"]!.split("| --- |\n");
  expect(row!.split("\n")[0]).toMatch(/\| {2}\| {2}\| {2}\|$/);
});

test("harm without a lost client has its cause in the table", () => {
  const slower = armOf("fin", {
    storm: { order: "200+", answerMs: stats(200, 900) },
  });
  expect(slower.journal).toMatchObject({ verdict: "degraded", cause: null });
  expect(concluded([slower]).files["summary.md"]).toContain("| degraded | slower |");
});
