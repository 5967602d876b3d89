/** Configurations whose lines have nothing to do with checks, or are wrong in one place, and which of their servers have a check. */

export interface AcceptedFile {
  title: string;
  text: string;
  /** The checks that can be made. */
  checks: string[];
  /** The others, each with its place and reason. */
  outOfReach?: string[];
  /** The first version of HAProxy that takes it; left out: 2.6. */
  since?: string;
  /** HAProxy refuses the whole file; here the other servers can be chosen. */
  refused?: true;
}

export const acceptedFiles: readonly AcceptedFile[] = [
  {
    title: "keywords with server or check in their names that are no slips",
    text: `defaults
  mode http
  server-state-file-name states
  option h1-case-adjust-bogus-server
  option log-health-checks
backend pool
  use-server left if { path_beg /left }
  server left 10.1.0.1:8080 check
  server right 10.1.0.2:8080 check
`,
    checks: ["pool/left", "pool/right"],
  },
  {
    title: "a template that counts from 0",
    text: "backend pool\n server-template n 0-2 10.1.0.1:8080 check\n",
    checks: ["pool/n0", "pool/n1", "pool/n2"],
  },
  {
    title: "servers by SRV record, which has the port",
    text: `resolvers names
  nameserver first 127.0.0.1:5353
backend pool
  server-template n 2 _api._tcp.pool.example resolvers names init-addr none check
  server one _one._tcp.pool.example resolvers names init-addr none check
`,
    checks: ["pool/n1", "pool/n2", "pool/one"],
  },
  {
    title: "port 0, which takes an earlier port back, and numbers that are read as far as they are numbers",
    text: `backend pool
  default-server port 9000
  option tcp-check
  tcp-check expect min-recv x string ready
  server one 10.1.0.1:8080 check port 0
  server two 10.1.0.2:8080 check rise 1.5 port http
`,
    checks: ["pool/one", "pool/two"],
  },
  {
    title: "renegotiate, which takes no word",
    text: "backend pool\n server one 10.1.0.1:8443 ssl verify none renegotiate check\n",
    checks: ["pool/one"],
    since: "3.0",
  },
  {
    title: "keywords that servers have had since 2.9",
    text: `backend pool
  server one 10.1.0.1:8443 send-proxy-v2 set-proxy-v2-tlv-fmt(0x21) %[src] check
  server two 10.1.0.2:8443 ssl verify none no-renegotiate ktls on quic-cc-algo cubic strict-maxconn check
`,
    checks: ["pool/one", "pool/two"],
    since: "3.3",
  },
  {
    title: "a rule that is wrong, in one of two backends",
    text: `backend wrong
  option tcp-check
  tcp-check expct string ready
  server one 10.1.0.1:8080 check
  server two 10.1.0.2:8080 check
backend right
  server one 10.1.0.3:8080 check
`,
    checks: ["right/one"],
    outOfReach: ["wrong/one lb.cfg:3 tcp-check: ", "wrong/two lb.cfg:3 tcp-check: "],
    refused: true,
  },
  {
    title: "defaults that are wrong, and a backend behind other ones",
    text: `defaults
  mode http
  option httpchk GET / HTTP/1.1 one two
backend wrong
  server one 10.1.0.1:8080 check
defaults
  mode http
backend right
  server one 10.1.0.3:8080 check
`,
    checks: ["right/one"],
    outOfReach: ["wrong/one lb.cfg:3 httpchk takes "],
    refused: true,
  },
  {
    title: "a server whose line is wrong, beside others",
    text: `backend pool
  server one 10.1.0.1:8080 chek
  server two 10.1.0.2:80800 check
  server three 10.1.0.3:80x check
  server four 10.1.0.4:8080 check
  server four 10.1.0.5:8080 check
  server five 10.1.0.6 check
`,
    checks: ["pool/four"],
    outOfReach: [
      'pool/one lb.cfg:2 unknown keyword "chek"; did you mean check?',
      'pool/two lb.cfg:3 its port: expected a port from 1 to 65535, got "80800"',
      'pool/three lb.cfg:4 its port: expected a port from 1 to 65535, got "80x"',
      "pool/four lb.cfg:6 pool has a server four already",
      "pool/five lb.cfg:7 server five: expected a port in its address",
    ],
    refused: true,
  },
  {
    title: "a quote that stays open, in one of two backends",
    text: `backend wrong
  option tcp-check
  tcp-check send "PING
  server one 10.1.0.1:8080 check
backend right
  server one 10.1.0.3:8080 check
`,
    checks: ["right/one"],
    outOfReach: ['wrong/one lb.cfg:3 the quote " is not closed'],
    refused: true,
  },
];
