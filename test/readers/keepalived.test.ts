/** keepalived.conf as people write it, and the checkers that it becomes. `keepalived --config-test` takes each of them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Checker, Connection } from "../../lib/model/checker";
import { httpStatus as status } from "../../lib/wire/http-status";
import { readToEnd } from "../../lib/wire/read-to-end";
import { keepalived } from "../../lib/readers/keepalived/index";
import { becomes, isRefused, says, takesAnything, type Case } from "../support/reader";
import { hasTool } from "../support/tools";
import { checkersOf } from "./read";

const FILE = "/etc/keepalived/keepalived.conf";

const common = {
  preset: null,
  vocabulary: null,
  delayMs: 0,
  sources: [] as string[],
  nodes: 2,
  spread: "random",
  cadence: "after-completion",
  initially: "up-unproven",
  rise: 1,
  heldMs: 0,
  holdsUntil: null,
} satisfies Partial<Checker>;

const helo = (name: string, withinMs: number): Connection => ({
  handshake: "full",
  steps: [
    { kind: "expect", match: { kind: "regex", pattern: "(?m)^220 .*\\r\\n" }, withinMs },
    says(`HELO ${name}\r\n`),
    { kind: "expect", match: { kind: "regex", pattern: "(?m)^250 .*\\r\\n" }, withinMs },
    says("QUIT\r\n"),
    { kind: "expect", match: { kind: "regex", pattern: "(?m)^221 .*\\r\\n" }, withinMs },
  ],
  ending: { kind: "fin" },
  prove: { ended: "fin" },
  connectTimeoutMs: withinMs,
  timeoutMs: 3 * withinMs,
});

const cases: Case[] = [
  {
    title: "TCP_CHECK is read among the other blocks of a real file",
    text: `! Configuration File for keepalived

global_defs {
   router_id LVS_DEVEL   # who we are
}

vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.168.200.16
    }
}

virtual_server 192.168.200.16 25 {
    delay_loop 6
    lb_algo wlc
    lb_kind DR
    persistence_timeout 50
    protocol TCP
    sorry_server 127.0.0.1 25

    real_server 10.0.0.11 25 {
        weight 1 ! not HTTP_GET {
        TCP_CHECK {
            connect_timeout 3
            retry 3
            delay_before_retry 2
        }
    }
    real_server 10.0.0.12 25 {
        weight 1
        TCP_CHECK {
        }
    }
}
`,
    checkers: {
      "192.168.200.16:25/10.0.0.11:25": {
        ...common,
        name: "192-168-200-16-25-10-0-0-11-25",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
        intervalMs: 6000,
        fastIntervalMs: 2000,
        timeoutMs: 3000,
        fall: 4,
        assumptions: [
          "192-168-200-16-25-10-0-0-11-25: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "192-168-200-16-25-10-0-0-11-25: keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
          "192-168-200-16-25-10-0-0-11-25: while a server is down keepalived up to 2.3.2 also repeats failed checks, `retry` times; here it checks every delay_loop, as 2.3.3 does",
        ],
        unsupported: [],
      },
      "192.168.200.16:25/10.0.0.12:25": {
        ...common,
        name: "192-168-200-16-25-10-0-0-12-25",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
        intervalMs: 6000,
        fastIntervalMs: 1000,
        timeoutMs: 5000,
        fall: 2,
        assumptions: [
          "192-168-200-16-25-10-0-0-12-25: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "192-168-200-16-25-10-0-0-12-25: keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
          "192-168-200-16-25-10-0-0-12-25: while a server is down keepalived up to 2.3.2 also repeats failed checks, `retry` times; here it checks every delay_loop, as 2.3.3 does",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a checker's own delay_loop, address and port go before those of its server",
    text: `virtual_server 10.1.0.1 443 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    delay_loop 10
    retry 2
    real_server 10.1.0.2 443 {
        TCP_CHECK {
            connect_ip 10.1.0.3
            connect_port 8443
            bindto 10.1.0.9
            connect_timeout 2.5
            delay_loop 4
            warmup 2
        }
    }
}
`,
    checkers: {
      "10.1.0.1:443/10.1.0.2:443": {
        ...common,
        name: "10-1-0-1-443-10-1-0-2-443",
        style: "fin",
        connections: [
          {
            handshake: "full",
            steps: [],
            ending: { kind: "fin" },
            prove: { ended: "fin" },
            port: 8443,
            host: "10.1.0.3",
          },
        ],
        intervalMs: 4000,
        fastIntervalMs: 1000,
        timeoutMs: 2500,
        fall: 3,
        assumptions: [
          "10-1-0-1-443-10-1-0-2-443: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "10-1-0-1-443-10-1-0-2-443: keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
          "10-1-0-1-443-10-1-0-2-443: while a server is down keepalived up to 2.3.2 also repeats failed checks, `retry` times; here it checks every delay_loop, as 2.3.3 does",
        ],
        unsupported: [
          "/etc/keepalived/keepalived.conf:11: `bindto 10.1.0.9` is not emulated: SOURCES sets the addresses to send from",
        ],
      },
    },
  },
  {
    title: "HTTP_GET asks with the virtual host, and wants the codes and the pattern",
    text: `virtual_server 10.2.0.1 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    delay_loop 15
    real_server 10.2.0.2 8080 {
        HTTP_GET {
            url {
                path /health
                status_code 200 204 301-302
                regex "^status: ok|ready"
                virtualhost www.example.org
            }
            connect_timeout 4
        }
    }
    real_server 10.2.0.3 8080 {
        HTTP_GET {
            http_protocol 1.1
            url {
                path /state
                regex "all (is )?well"
            }
        }
    }
}
`,
    checkers: {
      "10.2.0.1:80/10.2.0.2:8080": {
        ...common,
        name: "10-2-0-1-80-10-2-0-2-8080",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says("GET /health HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: www.example.org\r\n\r\n"),
              { ...status("200|204|301|302"), keep: true, withinMs: 4000 },
              { ...readToEnd, withinMs: 4000 },
            ],
            ending: { kind: "fin" },
            connectTimeoutMs: 4000,
            timeoutMs: 8000,
            prove: { ended: "fin", sentMin: 76 },
          },
        ],
        intervalMs: 15000,
        fastIntervalMs: 3000,
        timeoutMs: 4000,
        fall: 2,
        heldMs: 8000,
        assumptions: [
          "10-2-0-1-80-10-2-0-2-8080: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "10-2-0-1-80-10-2-0-2-8080: connect_timeout begins anew with each read of an answer; here its headers have it, and so has what follows",
        ],
        unsupported: [
          "/etc/keepalived/keepalived.conf:11: `regex` is not emulated: with an anchor, options or offsets it cannot be said here; the status alone decides",
        ],
      },
      "10.2.0.1:80/10.2.0.3:8080": {
        ...common,
        name: "10-2-0-1-80-10-2-0-3-8080",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says(
                "GET /state HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: 10.0.0.5:8080\r\n\r\n",
              ),
              { ...status("2[0-9][0-9]"), keep: true, withinMs: 5000 },
              {
                kind: "expect",
                match: { kind: "regex", pattern: "(?s:\\r\\n\\r\\n.*)(?:all (?:is )?well)" },
                keep: true,
                withinMs: 5000,
              },
              { ...readToEnd, withinMs: 5000 },
            ],
            ending: { kind: "fin" },
            connectTimeoutMs: 5000,
            timeoutMs: 15000,
            prove: { ended: "fin", sentMin: 92 },
          },
        ],
        intervalMs: 15000,
        fastIntervalMs: 3000,
        timeoutMs: 5000,
        fall: 2,
        heldMs: 15000,
        assumptions: [
          "10-2-0-1-80-10-2-0-3-8080: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "10-2-0-1-80-10-2-0-3-8080: connect_timeout begins anew with each read of an answer; here its headers have it, and so has what follows",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "SSL_GET of two pages with digests asks for both inside TLS",
    text: `virtual_server 10.3.0.1 443 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    delay_loop 6
    virtualhost shop.example
    real_server 10.3.0.2 443 {
        weight 1
        SSL_GET {
            enable_sni
            url {
              path /
              digest ff20ad2481f97b1754ef3e12ecd3a9cc
            }
            url {
              path /mrtg/
              digest 9b3a0c85a887a256d6939da88aabd8cd
            }
            connect_timeout 3
            retry 3
            delay_before_retry 3
        }
    }
}
`,
    checkers: {
      "10.3.0.1:443/10.3.0.2:443": {
        ...common,
        name: "10-3-0-1-443-10-3-0-2-443",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              {
                kind: "tls",
                verify: false,
                hello: "openssl-3.0",
                serverName: "shop.example",
                withinMs: 3000,
              },
              says("GET / HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: shop.example\r\n\r\n"),
              { ...status("2[0-9][0-9]"), keep: true, withinMs: 3000 },
              { ...readToEnd, withinMs: 3000 },
            ],
            ending: { kind: "fin", closeNotify: false },
            connectTimeoutMs: 3000,
            timeoutMs: 9000,
            nagle: true,
            prove: {},
          },
          {
            handshake: "full",
            steps: [
              {
                kind: "tls",
                verify: false,
                hello: "openssl-3.0",
                serverName: "shop.example",
                withinMs: 3000,
              },
              says("GET /mrtg/ HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: shop.example\r\n\r\n"),
              { ...status("2[0-9][0-9]"), keep: true, withinMs: 3000 },
              { ...readToEnd, withinMs: 3000 },
            ],
            ending: { kind: "fin", closeNotify: false },
            connectTimeoutMs: 3000,
            timeoutMs: 9000,
            nagle: true,
            prove: {},
          },
        ],
        intervalMs: 12000,
        fastIntervalMs: 3000,
        timeoutMs: 3000,
        fall: 4,
        heldMs: 18000,
        assumptions: [
          "10-3-0-1-443-10-3-0-2-443: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "10-3-0-1-443-10-3-0-2-443: connect_timeout begins anew with each read of an answer; here its headers have it, and so has what follows",
          "10-3-0-1-443-10-3-0-2-443: keepalived asks for one URL each delay_loop, in turn; here for all 2, every 2 × delay_loop",
          "10-3-0-1-443-10-3-0-2-443: a TLS handshake has what connecting has left of connect_timeout; here all of it",
        ],
        unsupported: [
          "/etc/keepalived/keepalived.conf:13: `digest` is not emulated: an answer with another content counts as good",
          "/etc/keepalived/keepalived.conf:17: `digest` is not emulated: an answer with another content counts as good",
        ],
      },
    },
  },
  {
    title: "SMTP_CHECK connects to the hosts that it names, one after the other",
    text: `virtual_server 10.7.0.1 25 {
    delay_loop 30
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 10.7.0.2 25 {
        SMTP_CHECK {
            connect_timeout 4
            host {
                connect_ip 10.7.0.2
                connect_port 25
            }
            host {
                connect_ip 10.7.0.3
                connect_port 2525
                bindto 10.7.0.9
            }
        }
    }
    real_server 10.7.0.4 25 {
        weight 1
    }
}
`,
    checkers: {
      "10.7.0.1:25/10.7.0.2:25": {
        ...common,
        name: "10-7-0-1-25-10-7-0-2-25",
        style: "greeting-wait",
        connections: [
          helo("smtpchecker.keepalived.org", 4000),
          { ...helo("smtpchecker.keepalived.org", 4000), host: "10.7.0.3", port: 2525 },
        ],
        intervalMs: 30000,
        fastIntervalMs: 1000,
        timeoutMs: 4000,
        heldMs: 24000,
        fall: 2,
        assumptions: [
          "10-7-0-1-25-10-7-0-2-25: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "10-7-0-1-25-10-7-0-2-25: its 2 hosts are asked one after the other in each check",
        ],
        unsupported: [
          "/etc/keepalived/keepalived.conf:16: `bindto 10.7.0.9` is not emulated: SOURCES sets the addresses to send from",
        ],
      },
    },
  },
  {
    title: "SMTP_CHECK with `alpha` begins DOWN, and with ha_suspend one director is assumed to check",
    text: `virtual_server 10.4.0.1 25 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    delay_loop 30
    alpha
    ha_suspend
    real_server 10.4.0.2 25 {
        SMTP_CHECK {
            helo_name lvs.example.org
            connect_timeout 8
            retry 2
            delay_before_retry 5
        }
    }
}
`,
    checkers: {
      "10.4.0.1:25/10.4.0.2:25": {
        ...common,
        name: "10-4-0-1-25-10-4-0-2-25",
        style: "greeting-wait",
        connections: [helo("lvs.example.org", 8000)],
        nodes: 1,
        intervalMs: 30000,
        fastIntervalMs: 5000,
        timeoutMs: 8000,
        fall: 3,
        initially: "down",
        heldMs: 24000,
        assumptions: [
          "10-4-0-1-25-10-4-0-2-25: ha_suspend: one director is taken to check, the one that holds the virtual address",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a virtual server may be a group or a firewall mark, and names may stand for values",
    text: `$TIMEOUT=5
$RS=10.5.0.2
virtual_server_group WEB {
    10.5.0.1 80
    10.5.0.1 8080
}
virtual_server group WEB {
    delay_loop 8
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server $RS 80 {
        TCP_CHECK {
            connect_timeout $TIMEOUT
            retry 0
        }
    }
}
virtual_server fwmark 3 {
    delay_loop 8
    lb_algo rr
    lb_kind DR
    real_server \${RS} 0 {
        TCP_CHECK {
            connect_port 22
        }
        SMTP_CHECK {
            connect_port 25
        }
    }
}
`,
    checkers: {
      "group-WEB/10.5.0.2:80": {
        ...common,
        name: "group-WEB-10-5-0-2-80",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
        intervalMs: 8000,
        timeoutMs: 5000,
        fall: 1,
        assumptions: [
          "group-WEB-10-5-0-2-80: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "group-WEB-10-5-0-2-80: keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
          "group-WEB-10-5-0-2-80: while a server is down keepalived up to 2.3.2 also repeats failed checks, `retry` times; here it checks every delay_loop, as 2.3.3 does",
        ],
        unsupported: [],
      },
      "fwmark-3/10.5.0.2/tcp_check": {
        ...common,
        name: "fwmark-3-10-5-0-2-tcp_check",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" }, port: 22 }],
        intervalMs: 8000,
        fastIntervalMs: 1000,
        timeoutMs: 5000,
        fall: 2,
        assumptions: [
          "fwmark-3-10-5-0-2-tcp_check: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "fwmark-3-10-5-0-2-tcp_check: keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
          "fwmark-3-10-5-0-2-tcp_check: while a server is down keepalived up to 2.3.2 also repeats failed checks, `retry` times; here it checks every delay_loop, as 2.3.3 does",
        ],
        unsupported: [],
      },
      "fwmark-3/10.5.0.2/smtp_check": {
        ...common,
        name: "fwmark-3-10-5-0-2-smtp_check",
        style: "greeting-wait",
        connections: [
          {
            handshake: "full",
            steps: [
              { kind: "expect", match: { kind: "regex", pattern: "(?m)^220 .*\\r\\n" }, withinMs: 5000 },
              says("HELO smtpchecker.keepalived.org\r\n"),
              { kind: "expect", match: { kind: "regex", pattern: "(?m)^250 .*\\r\\n" }, withinMs: 5000 },
              says("QUIT\r\n"),
              { kind: "expect", match: { kind: "regex", pattern: "(?m)^221 .*\\r\\n" }, withinMs: 5000 },
            ],
            ending: { kind: "fin" },
            prove: { ended: "fin" },
            port: 25,
            connectTimeoutMs: 5000,
            timeoutMs: 15000,
          },
        ],
        intervalMs: 8000,
        fastIntervalMs: 1000,
        timeoutMs: 5000,
        fall: 2,
        heldMs: 15000,
        assumptions: [
          "fwmark-3-10-5-0-2-smtp_check: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "IPv6 addresses are read, and an `include` is listed as unsupported",
    text: `include /etc/keepalived/conf.d/none*.conf
virtual_server fd00::1 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server fd00::2 80 {
        HTTP_GET {
            url { path / }
        }
    }
}
`,
    checkers: {
      "[fd00::1]:80/[fd00::2]:80": {
        ...common,
        name: "fd00-1-80-fd00-2-80",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says("GET / HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: 10.0.0.5:80\r\n\r\n"),
              { ...status("2[0-9][0-9]"), keep: true, withinMs: 5000 },
              { ...readToEnd, withinMs: 5000 },
            ],
            ending: { kind: "fin" },
            connectTimeoutMs: 5000,
            timeoutMs: 10000,
            prove: { ended: "fin", sentMin: 66 },
          },
        ],
        intervalMs: 60000,
        fastIntervalMs: 3000,
        timeoutMs: 5000,
        fall: 2,
        heldMs: 10000,
        assumptions: [
          "fd00-1-80-fd00-2-80: 2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          "fd00-1-80-fd00-2-80: connect_timeout begins anew with each read of an answer; here its headers have it, and so has what follows",
        ],
        unsupported: [
          "/etc/keepalived/keepalived.conf:1: `include /etc/keepalived/conf.d/none*.conf` is not read: name that file itself",
        ],
      },
    },
  },
];

becomes(keepalived, FILE, cases);

isRefused(keepalived, FILE, [
  [
    "a block without an end",
    "virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n    TCP_CHECK {\n    }\n",
    "2: the block of `real_server` has no end",
  ],
  ["an end without a block", "virtual_server 10.0.0.1 80 {\n}\n}\n", "3: a } without a block that it could end"],
  ["a brace out of nowhere", "virtual_server 10.0.0.1 80 {\n  {\n  }\n}\n", "2: a { without a statement before it"],
  ["a quote without an end", 'virtual_server 10.0.0.1 80 {\n  quorum_up "a b\n}\n', "2: a quote has no end"],
  [
    "a delay_loop that is no number",
    "virtual_server 10.0.0.1 80 {\n  delay_loop six\n}\n",
    '2: delay_loop: expected a number of seconds, such as 6 or 2.5, got "six"',
  ],
  [
    "a retry below 0",
    "virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n    TCP_CHECK {\n      retry -1\n    }\n  }\n}\n",
    '4: retry: expected a whole number from 0 to 1000000, got "-1"',
  ],
  [
    "a server without a port number",
    "virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 http {\n    TCP_CHECK {\n    }\n  }\n}\n",
    '2: "http" is no port',
  ],
  [
    "HTTP_GET without a url",
    "virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n    HTTP_GET {\n    }\n  }\n}\n",
    "3: HTTP_GET has no url",
  ],
  [
    "a url without a path",
    "virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n    HTTP_GET {\n      url {\n        status_code 200\n      }\n    }\n  }\n}\n",
    "4: a url without a path",
  ],
  [
    "a status that is none",
    "virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n    HTTP_GET {\n      url {\n        path /\n        status_code 2xx\n      }\n    }\n  }\n}\n",
    '6: status_code: expected codes such as 200 or 200-299, got "2xx"',
  ],
  [
    "a pattern that is none",
    'virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n    HTTP_GET {\n      url {\n        path /\n        regex "a("\n      }\n    }\n  }\n}\n',
    "6: regex: a parenthesis is not closed",
  ],
]);

test("checkers that do not speak TCP are out of reach, each with its place and why", () => {
  expect(
    keepalived.read({
      name: FILE,
      text: `virtual_server 10.6.0.1 53 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 10.6.0.2 53 {
        MISC_CHECK {
            misc_path "/usr/local/bin/check 10.6.0.2"
        }
    }
    real_server 10.6.0.3 53 {
        DNS_CHECK {
            type A
            name example.org
        }
        PING_CHECK
    }
}
`,
    }),
  ).toMatchObject({
    outOfReach: [
      {
        selector: "10.6.0.1:53/10.6.0.2:53",
        place: "/etc/keepalived/keepalived.conf:6",
        why: "MISC_CHECK runs a program of yours; what that sends is not in this file",
      },
      {
        selector: "10.6.0.1:53/10.6.0.3:53/dns_check",
        place: "/etc/keepalived/keepalived.conf:11",
        why: "DNS_CHECK asks over UDP",
      },
      {
        selector: "10.6.0.1:53/10.6.0.3:53/ping_check",
        place: "/etc/keepalived/keepalived.conf:15",
        why: "PING_CHECK sends ICMP",
      },
    ],
  });
});

test.each([
  ["HTTP_GET { url { path / status_code 200 } }", 3_000],
  ["HTTP_GET { url { path / status_code 200 } delay_before_retry 2 }", 2_000],
  ["TCP_CHECK { }", 1_000],
])("keepalived: %s is made every second, and while DOWN every %i ms", (check, whileDownMs) => {
  const lines = check.replace(/[{}]/g, "\n$&\n");
  const text = `virtual_server 10.6.0.1 80 {\n delay_loop 1\n real_server 10.6.0.2 80 {\n ${lines}\n }\n}\n`;
  const [checker] = Object.values(checkersOf(keepalived, FILE, text));
  expect(checker).toMatchObject({ intervalMs: 1_000 });
  expect(checker!.downIntervalMs ?? checker!.intervalMs).toBe(whileDownMs);
});

describe.skipIf(!hasTool("keepalived"))("keepalived itself takes the sample of each test:", () => {
  const takes = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "probe-storm-keepalived-"));
    try {
      writeFileSync(join(folder, "keepalived.conf"), text);
      return spawnSync("keepalived", ["--config-test", "--check", "-f", join(folder, "keepalived.conf")], {
        encoding: "utf8",
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  for (const { title, text } of cases) {
    test(title, () => {
      const { status, stdout, stderr } = takes(text);
      expect(status, stdout + stderr).toBe(0);
    });
  }
});

takesAnything(
  keepalived,
  cases.map(({ text }) => text),
);
