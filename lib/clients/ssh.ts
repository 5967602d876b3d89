/**
 * The exchange of banners, then a disconnection as the protocol knows it: https://www.rfc-editor.org/rfc/rfc4253 (4.2, 11.1)
 *
 * Keys are not exchanged, so SSH_MSG_DISCONNECT goes as a plain packet: length, padding length, message 1, reason 11 (by application),
 * text, language, padding to a multiple of 8. sshd writes down "Received disconnect … bye [preauth]", an ordinary line; whoever just hangs
 * up leaves an error there.
 */
import { be, byteCount, hexOfText, latin1, lengthPrefixed } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { finds, send } from "../wire/steps";

export const ssh: Protocol = {
  summary: "waits for the banner, sends its own and a disconnect message",
  ports: [{ port: 22 }],
  accepts: "a banner SSH-2.0-",
  refusals: ["Exceeded MaxStartups", "Not allowed at this time (OpenSSH from 9.8 on: a penalty)"],
  remark:
    "OpenSSH from 9.8 on counts whoever leaves without a login against its address (PerSourcePenalties, noauth), and then refuses it: " +
    "name the address of these clients in PerSourcePenaltyExemptList",
  greets: (received) => /^SSH-(2\.0|1\.99)-/.test(latin1(received)),
  steps: () => [
    // Lines before the banner are allowed; "Exceeded MaxStartups" and the end of the connection stand in its place.
    finds("(?m)^SSH-(2\\.0|1\\.99)-[^\\n]*\\n"),
    send(hexOfText("SSH-2.0-probe_storm\r\n"), packet(`01${be(11, 4)}${string("bye")}${string("")}`)),
  ],
};

function string(text: string): string {
  return lengthPrefixed(hexOfText(text), 4);
}

function packet(payload: string): string {
  // At least four bytes, and with the five before the payload a multiple of eight.
  const padding = 4 + ((8 - ((5 + byteCount(payload) + 4) % 8)) % 8);
  return lengthPrefixed(be(padding, 1) + payload + "00".repeat(padding), 4);
}
