/** The keywords of a `server` line and how many words each takes (haproxy 2.6.12, and newer ones up to 3.5). */

const WITH_NONE = `allow-0rtt agent-check backup check check-send-proxy check-ssl check-via-socks4 disabled enabled force-sslv3
  force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 no-agent-check no-backup no-check no-check-send-proxy no-check-ssl no-send-proxy
  no-send-proxy-v2 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-ssl no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10 no-tlsv11
  no-tlsv12 no-tlsv13 no-verifyhost non-stick send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn ssl ssl-reuse sslv3 stick
  tfo tls-tickets tlsv10 tlsv11 tlsv12 tlsv13 usesrc check-reuse-pool no-check-reuse-pool no-sni-auto sni-auto no-check-sni-auto
  check-sni-auto strict-maxconn renegotiate no-renegotiate`;
const WITH_ONE = `addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-proto check-sni ciphers ciphersuites
  client-sigalgs cookie crl-file crt curves downinter ecdhe error-limit fall fastinter guid hash-key healthcheck id idle-ping init-addr
  init-state inter log-bufsize log-proto max-reuse maxconn maxqueue minconn namespace npn observe on-error on-marked-down on-marked-up
  pool-conn-name pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options redir resolve-net resolve-opts resolve-prefer
  resolvers rise shard sigalgs slowstart sni socks4 source ssl-max-ver ssl-min-ver tcp-md5sig tcp-ut track verify verifyhost
  weight ws cc check-pool-conn-name ktls quic-cc-algo`;

export const SERVER_KEYWORDS: ReadonlyMap<string, 0 | 1> = new Map([
  ...WITH_NONE.split(/\s+/).map((name) => [name, 0] as const),
  ...WITH_ONE.split(/\s+/).map((name) => [name, 1] as const),
]);

/** How many words stand behind a keyword; undefined: there is no such keyword. */
export function wordsBehind(keyword: string): 0 | 1 | undefined {
  // The type of the TLV is in its name: `set-proxy-v2-tlv-fmt(0x20) FORMAT`.
  return /^set-proxy-v2-tlv-fmt\([^()]*\)$/.test(keyword) ? 1 : SERVER_KEYWORDS.get(keyword);
}
