/**
 * A whole opening and closing of a connection, AMQP 0-9-1: https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf
 *
 * A method is a frame: type 1, channel 0, size, class and method, arguments, 0xce. Everything from Tune-Ok to Close goes out in one write where
 * the login was not granted for sure: a broker that has denied it ignores what follows.
 */
import { be, hexOfText, lengthPrefixed } from "../wire/bytes";
import type { Step } from "../model/extension";
import type { Protocol } from "../wire/protocol-client";
import { begins, is, send, skip } from "../wire/steps";

const HEADER = `${hexOfText("AMQP")}00000901`;
const FRAME_ON_CHANNEL_0 = "010000";
const START = "000a000a";
const OPEN_OK = "000a0029";
const CLOSE_OK = "000a0033";

/** Tune, or Close with 403 (0x0193), which the broker says because this client asks for it (authentication_failure_close). */
const TUNE = "\\x1e";
const DENIED = "\\x32\\x01[^\\x00-\\x7f]";

export const amqp: Protocol = {
  summary: "logs in as CLIENT_USER with CLIENT_PASSWORD, opens /, then closes",
  ports: [{ port: 5672 }, { port: 5671, tls: true }],
  accepts: "a login and the virtual host / opened; without credentials a login granted or denied (403)",
  refusals: ["530 (connection limit reached)", "320 (connection forced)", "hung up on"],
  remark:
    "Without credentials the broker writes down each client as an error (PLAIN login refused); CLIENT_USER and CLIENT_PASSWORD name an account",
  login: "user and password",
  steps: ({ user, password }) => {
    const known = user !== null;
    const opening = [method("000a001f", "0001", be(8192, 4), "0000"), method("000a0028", shortString("/"), "0000")];
    const closing = method("000a0032", be(200, 2), shortString("bye"), "00000000");
    return [
      send(HEADER),
      ...frame(begins(START)),
      send(startOk(user ?? "probe", password ?? "")),
      ...frame(is(`^\\x00\\x0a\\x00(${known ? TUNE : `${TUNE}|${DENIED}`})`, 6)),
      ...(known
        ? [send(...opening), ...frame(begins(OPEN_OK)), send(closing), ...frame(begins(CLOSE_OK))]
        : [send(...opening, closing)]),
    ];
  },
};

function frame(content: Step): Step[] {
  return [begins(FRAME_ON_CHANNEL_0), skip(4), content];
}

function startOk(user: string, password: string): string {
  const capabilities = table(shortString("authentication_failure_close") + hexOfText("t") + "01");
  return method(
    "000a000b",
    table(
      `${shortString("product")}${hexOfText("S")}${longString("probe-storm")}` +
        `${shortString("capabilities")}${hexOfText("F")}${capabilities}`,
    ),
    shortString("PLAIN"),
    longString(`\0${user}\0${password}`),
    shortString("en_US"),
  );
}

function method(id: string, ...parts: string[]): string {
  const content = id + parts.join("");
  return `${FRAME_ON_CHANNEL_0}${lengthPrefixed(content, 4)}ce`;
}

function table(fields: string): string {
  return lengthPrefixed(fields, 4);
}

function shortString(text: string): string {
  return lengthPrefixed(hexOfText(text), 1);
}

function longString(text: string): string {
  return lengthPrefixed(hexOfText(text), 4);
}
