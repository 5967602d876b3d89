/** Checks go to a host that a configuration names only when the user has named it too. */
import { expect, test } from "vitest";
import { CWD, outcomeOf, refusalOf, resolve, resolveComparison, resolveFile } from "./resolve";

const TARGET = "192.168.1.10:25";
const SERVER = "server a 10.0.0.1:25 check";

const keepalived = (...lines: string[]) =>
  `virtual_server 10.0.0.1 25 {\n real_server 10.0.0.5 25 {\n  ${lines.join("\n  ")}\n }\n}\n`;

const FILES = {
  [`${CWD}/addr.cfg`]: `backend app\n ${SERVER} addr 10.9.9.9\n`,
  [`${CWD}/name.cfg`]: `backend app\n ${SERVER} addr db2.lan port 80\n`,
  [`${CWD}/six.cfg`]: `backend app\n ${SERVER} addr [fd00::5]\n`,
  [`${CWD}/target.cfg`]: `backend app\n ${SERVER} addr 192.168.1.10\n`,
  [`${CWD}/own.cfg`]: `backend app\n ${SERVER} addr 10.0.0.1\n`,
  [`${CWD}/odd.cfg`]: `backend app\n ${SERVER} addr 10.9\n`,
  [`${CWD}/rules.cfg`]: `backend app\n option tcp-check\n tcp-check connect addr 10.9.9.9 port 80\n tcp-check connect addr [fd00::5] port 81\n ${SERVER}\n`,
  [`${CWD}/keepalived.conf`]: keepalived("TCP_CHECK {", " connect_ip 10.9.9.9", "}"),
  [`${CWD}/smtp.conf`]: keepalived("SMTP_CHECK {", " host {", "  connect_ip 10.9.9.9", " }", "}"),
};

/** What is refused, and with which ALLOW_HOSTS it is not. */
test.each([
  ["addr.cfg", "app-a", "10.9.9.9 (addr.cfg:2)", "10.9.9.9", "it is"],
  ["name.cfg", "app-a", "db2.lan (name.cfg:2)", "db2.lan", "it is"],
  ["six.cfg", "app-a", "fd00::5 (six.cfg:2)", "fd00::5", "it is"],
  ["rules.cfg", "app-a", "10.9.9.9 and fd00::5 (rules.cfg:5)", "10.9.9.9,fd00::5", "they are"],
  ["keepalived.conf", "10-0-0-1-25-10-0-0-5-25", "10.9.9.9 (keepalived.conf:3)", "10.9.9.9", "it is"],
  ["smtp.conf", "10-0-0-1-25-10-0-0-5-25", "10.9.9.9 (smtp.conf:3)", "10.9.9.9", "it is"],
])(
  "%s: the checks of %s to %s are refused, and ALLOW_HOSTS=%s allows them",
  (file, checker, where, ALLOW_HOSTS, they) => {
    const why = `the checks of ${checker} go to ${where}, which you did not name; set ALLOW_HOSTS=${ALLOW_HOSTS} if ${they} yours to test`;
    const CHECKER = `file:${file}`;
    expect(refusalOf(() => resolve({ CHECKER, TARGET }, FILES))).toBe(
      `CHECKER: expected hosts that you named, got "${CHECKER}": ${why}`,
    );
    expect(refusalOf(() => resolveComparison({ CHECKERS: `rst,${CHECKER}`, TARGET }, FILES))).toBe(
      `CHECKERS: expected hosts that you named, got "rst,${CHECKER}": ${why}`,
    );
    for (const yaml of [`checkers: [ '${CHECKER}' ]\n`]) {
      const place = "checkers[0] (storm.yaml:1)";
      expect(refusalOf(() => resolveFile(yaml, { TARGET }, FILES))).toBe(
        `${place}: expected hosts that you named, got "${CHECKER}": ${why}`,
      );
      expect(resolveFile(`allow_hosts: "${ALLOW_HOSTS}"\n${yaml}`, { TARGET }, FILES).checkers.length).toBe(1);
    }
    const { checkers } = resolve({ CHECKER, TARGET, ALLOW_HOSTS }, FILES);
    const hosts = checkers.flatMap(({ connections }) => connections.flatMap(({ host }) => host ?? []));
    expect(hosts.join()).toBe(ALLOW_HOSTS);
  },
);

test.each([
  ["the target's own host", { CHECKER: "file:target.cfg", TARGET }],
  ["the server's own host, which TARGET stands for", { CHECKER: "file:own.cfg", TARGET }],
  ["a name in other letters", { CHECKER: "file:name.cfg", TARGET, ALLOW_HOSTS: "DB2.lan." }],
  ["an address in another spelling", { CHECKER: "file:six.cfg", TARGET, ALLOW_HOSTS: "[FD00:0::5]" }],
  ["hosts that nothing goes to", { CHECKER: "rst", TARGET, ALLOW_HOSTS: "10.9.9.9,db2.lan" }],
])("%s needs no further ALLOW_HOSTS", (_, env) => {
  expect(outcomeOf(env, FILES)).toBeTypeOf("object");
});

test.each([
  [
    { CHECKER: "file:addr.cfg", TARGET, ALLOW_HOSTS: "10.9.9.8" },
    'CHECKER: expected hosts that you named, got "file:addr.cfg": the checks of app-a go to 10.9.9.9 (addr.cfg:2), which you did not name; set ALLOW_HOSTS=10.9.9.8,10.9.9.9 if it is yours to test',
  ],
  [
    { CHECKER: "file:odd.cfg", TARGET, ALLOW_HOSTS: "10.9.9.9" },
    'CHECKER: expected hosts that you named, got "file:odd.cfg": the checks of app-a go to "10.9" (odd.cfg:2), which is neither an address nor a name',
  ],
  ...["10.9.9.9:25", "*", "10.9.9.0/24", "a,,b", "0.0.0.0"].map(
    (ALLOW_HOSTS) =>
      [
        { CHECKER: "rst", TARGET, ALLOW_HOSTS },
        expect.stringMatching(
          /^ALLOW_HOSTS: expected addresses or names of hosts, .*, got ".*": ".*" is neither an address nor a name$/,
        ) as string,
      ] as const,
  ),
] as const)("%j is refused", (env, line) => {
  expect(outcomeOf(env, FILES)).toEqual(line);
});
