/** Keywords of a `server` line that change what a check does, and that are not emulated. */

/** `note`: by its keyword, which a later line may take back. `taken-back`: an earlier note of that keyword is no longer true. */
export type Unsupported =
  { kind: "note"; keyword: string; text: string } | { kind: "taken-back"; keyword: string } | { kind: "emulated" };

const EMULATED: Unsupported = { kind: "emulated" };

const CIPHERS = "is not emulated: versions and ciphers are those of this program";
const HEADER = "is emulated without what it adds to the header";

const WHY: ReadonlyMap<string, string> = new Map([
  ["agent-check", "is not emulated: the agent's own connections are not made"],
  ["observe", "is not emulated: traffic has no say in the opinion"],
  ["on-error", "is not emulated"],
  ["check-via-socks4", "is not emulated: the checks go to the target themselves"],
  ["namespace", "is not emulated: start this in that network namespace"],
  ["source", "is not emulated: SOURCES says where the checks come from"],
  ["verify", "is not emulated: the check goes on whatever the certificate says"],
  ["crt", "is not emulated: no client certificate is shown"],
  ["ssl-min-ver", CIPHERS],
  ["ssl-max-ver", CIPHERS],
  ["ciphers", CIPHERS],
  ["ciphersuites", CIPHERS],
  ["curves", CIPHERS],
  ["sigalgs", CIPHERS],
  ["check-proto", "is not emulated: the check speaks HTTP or plain TCP"],
  ["proxy-v2-options", HEADER],
  ["send-proxy-v2-ssl", HEADER],
  ["send-proxy-v2-ssl-cn", HEADER],
  ["tfo", "is not emulated: no data in the SYN"],
  ["check-reuse-pool", "is not emulated: each check has a connection of its own"],
]);

export function unsupportedBy(keyword: string, value: string): Unsupported {
  if (keyword === "no-agent-check") return { kind: "taken-back", keyword: "agent-check" };
  if (keyword === "verify" && value === "none") return { kind: "taken-back", keyword };
  if (keyword === "check-proto" && ["none", "h1", "h2"].includes(value)) return { kind: "taken-back", keyword };
  const why = WHY.get(keyword);
  if (why === undefined) return EMULATED;
  return { kind: "note", keyword, text: `\`${keyword}${value === "" ? "" : ` ${value}`}\` ${why}` };
}
