/** Configurations of HAProxy that are wrong, and what is said of each. HAProxy refuses them too. */

export const wrongFiles: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  [
    "the misspelt rule `tcp-check connet`",
    "backend b\n option tcp-check\n tcp-check connet\n",
    /^haproxy\.cfg:3: tcp-check: expected one of .*, got "connet"; did you mean connect\?$/,
  ],
  [
    "an unknown parameter",
    "backend b\n server s 10.0.0.1:25 check intr 2s\n",
    /^haproxy\.cfg:2: unknown keyword "intr"; did you mean inter\?$/,
  ],
  [
    "an option that is no option",
    "backend b\n option tcpcheck\n",
    /^haproxy\.cfg:2: unknown option "tcpcheck"; did you mean tcp-check\?$/,
  ],
  [
    "a keyword that is none",
    "backend b\n defaut-server check\n",
    /^haproxy\.cfg:2: unknown "defaut-server"; did you mean default-server\?$/,
  ],
  [
    "a time whose unit is none",
    "backend b\n server s 10.0.0.1:25 check inter 2x\n",
    /^haproxy\.cfg:2: inter: expected a whole number .*, got "2x"$/,
  ],
  [
    "an interval of 0",
    "backend b\n server s 10.0.0.1:25 check inter 0\n",
    /^haproxy\.cfg:2: inter: expected a time above 0, got "0[a-z]*"$/,
  ],
  [
    "an interval of 25 days",
    "backend b\n server s 10.0.0.1:25 check inter 25d\n",
    /^haproxy\.cfg:2: inter: expected a time of at most 24 days, got "25d"$/,
  ],
  [
    "`fall 0`",
    "backend b\n server s 10.0.0.1:25 check fall 0\n",
    /^haproxy\.cfg:2: fall: expected a whole number above 0, got "0"$/,
  ],
  [
    "a keyword without its value",
    "backend b\n server s 10.0.0.1:25 check inter\n",
    /^haproxy\.cfg:2: inter needs a value behind it$/,
  ],
  ["a server without an address", "backend b\n server s\n", /^haproxy\.cfg:2: server needs a name and an address$/],
  [
    "a server without a port",
    "backend b\n server s 10.0.0.1 check\n",
    /^haproxy\.cfg:2: server s: expected a port in its address, or port beside check, got neither$/,
  ],
  [
    "two servers of one name",
    "backend b\n server s 10.0.0.1:25\n server s 10.0.0.2:25\n",
    /^haproxy\.cfg:3: b has a server s already$/,
  ],
  ["two backends of one name", "backend b\nbackend b\n", /^haproxy\.cfg:2: backend b is there already, in line 1$/],
  ["a backend without a name", "backend\n", /^haproxy\.cfg:1: backend needs a name$/],
  [
    "a section `from` defaults that are not there",
    "backend b from base\n",
    /^haproxy\.cfg:1: there is no defaults section "base" above$/,
  ],
  [
    "`check` and `track` on one server",
    "backend b\n server s 10.0.0.1:25 check track b/t\n",
    /^haproxy\.cfg:2: check and track do not go together$/,
  ],
  ["a quote that stays open", 'backend b\n tcp-check send "PING\n', /^haproxy\.cfg:2: the quote " is not closed$/],
  ["half a `\\x` escape", "backend b\n tcp-check send \\x4\n", /^haproxy\.cfg:2: \\x needs two hex digits behind it$/],
  [
    "odd hex digits",
    "backend b\n tcp-check send-binary 0a0\n",
    /^haproxy\.cfg:2: send-binary: expected pairs of hex digits, got 3 bytes$/,
  ],
  [
    "an `expect` without a pattern",
    "backend b\n tcp-check expect\n",
    /^haproxy\.cfg:2: expect needs a pattern behind it$/,
  ],
  [
    "an HTTP pattern in tcp-check",
    "backend b\n tcp-check expect status 200\n",
    /^haproxy\.cfg:2: expect: expected one of .*, got "status"$/,
  ],
  [
    "two patterns in one `expect`",
    "backend b\n tcp-check expect string a string b\n",
    /^haproxy\.cfg:2: expect takes one pattern$/,
  ],
  [
    "a regular expression that is none",
    "backend b\n tcp-check expect rstring (a\n",
    /^haproxy\.cfg:2: the regular expression of 2 characters: a parenthesis is not closed$/,
  ],
  [
    "a quantifier too many",
    "backend b\n tcp-check expect rstring a**\n",
    /^haproxy\.cfg:2: the regular expression of 3 characters: a quantifier stands behind another$/,
  ],
  [
    "a range in the wrong order",
    "backend b\n tcp-check expect rstring [z-a]\n",
    /^haproxy\.cfg:2: the regular expression of 5 characters: a range is not in order$/,
  ],
  [
    "statuses that are none",
    "backend b\n http-check expect status 200-100\n",
    /^haproxy\.cfg:2: status "200-100": 200-100 is no range$/,
  ],
  [
    "a `tcp-check connect` behind a send",
    "backend b\n option tcp-check\n tcp-check send a\n tcp-check connect\n",
    /^haproxy\.cfg:4: where there is a connect rule the first rule has to be one$/,
  ],
  [
    "a second `http-check send` without a connect",
    "backend b\n option httpchk\n http-check send uri /a\n http-check expect status 200\n http-check send uri /b\n",
    /^haproxy\.cfg:5: http-check: connect has to come before send$/,
  ],
  [
    "`option pgsql-check` without a user",
    "backend b\n option pgsql-check\n",
    /^haproxy\.cfg:2: option pgsql-check needs user and a name behind it$/,
  ],
  ["an `.if` without an end", "backend b\n.if 1\n", /^haproxy\.cfg:3: an \.if has no \.endif$/],
  [
    "a line before any section",
    "mode tcp\nbackend b\n",
    /^haproxy\.cfg:1: the first word: expected the name of a section .*, got 4 bytes$/,
  ],
];
