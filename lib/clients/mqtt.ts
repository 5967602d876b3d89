/**
 * CONNECT and DISCONNECT, MQTT 3.1.1: https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html
 *
 * The client identifier is empty and the session clean: the broker makes a name up, so that no client throws another one out.
 */
import { be, byteCount, hexOfText, lengthPrefixed, varint } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { begins, is, send } from "../wire/steps";

const CLEAN_SESSION = 0x02;
const WITH_USER = 0x80;
const WITH_PASSWORD = 0x40;

export const mqtt: Protocol = {
  summary: "says CONNECT with a clean session, then DISCONNECT",
  ports: [{ port: 1883 }, { port: 8883, tls: true }],
  accepts: "CONNACK 0 (accepted); without credentials also 2, 4 or 5 (denied)",
  refusals: ["CONNACK 3 (server unavailable)", "CONNACK 1 (another protocol version)", "no CONNACK: hung up on"],
  remark: "Without credentials, a broker that wants some writes down each client as not authorised",
  login: "user and password",
  steps: ({ user, password }) => [
    send(connect(user, password)),
    begins("2002"),
    is(user === null ? "^[\\x00\\x01][\\x00\\x02\\x04\\x05]" : "^[\\x00\\x01]\\x00", 2),
    send("e000"),
  ],
};

function connect(user: string | null, password: string | null): string {
  const flags = CLEAN_SESSION | (user === null ? 0 : WITH_USER) | (password === null ? 0 : WITH_PASSWORD);
  const keepAliveSeconds = 60;
  const rest = [
    string("MQTT"),
    be(4, 1),
    be(flags, 1),
    be(keepAliveSeconds, 2),
    ...["", user, password].map((text) => (text === null ? "" : string(text))),
  ].join("");
  return `10${varint(byteCount(rest))}${rest}`;
}

function string(text: string): string {
  return lengthPrefixed(hexOfText(text), 2);
}
