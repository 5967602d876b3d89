/** `tcp-check connect` and `http-check connect`. */
import type { Connect } from "../../wire/haproxy/rules";
import { addressOf } from "./server-address";
import { SyntaxFault, type Arguments } from "./arguments";
import { portNumber } from "../../source/address";
import { noKeyword, notAccepted } from "./not-accepted";

const ACCEPTED = "comment port addr send-proxy ssl sni alpn proto via-socks4 linger default".split(" ");

export function readConnect(words: Arguments): Connect {
  const connect: Connect = { kind: "connect" };
  const note = (text: string) => words.notes.push({ line: words.line, text });
  while (words.more) {
    const keyword = words.next();
    switch (keyword) {
      case "default":
        connect.default = true;
        break;
      case "addr": {
        const address = addressOf(words.value(keyword, "an address"));
        if (!address.ok) {
          note(`\`addr\`: ${address.reason}: the target itself is checked`);
          break;
        }
        const { host, port } = address.value;
        if (host !== "") connect.host = host;
        if (port !== undefined && connect.port === undefined) connect.port = port;
        break;
      }
      case "port": {
        // A port, or an expression.
        const text = words.value(keyword, "a port").replace(/^int\(([0-9]+)\)$/, "$1");
        const port = portNumber(text);
        if (port !== undefined) connect.port = port;
        else if (/^[0-9]+$/.test(text)) throw new SyntaxFault(notAccepted("port", text, "a port from 1 to 65535"));
        else if (text !== "") note(`\`port ${text}\` is not known here: the server's own port is checked`);
        break;
      }
      case "ssl":
        connect.ssl = true;
        break;
      case "sni":
        connect.serverName = words.value(keyword, "a name");
        break;
      case "alpn":
        connect.alpn = words.value(keyword, "names of protocols").split(",");
        break;
      case "proto": {
        const proto = words.value(keyword, "a protocol");
        if (proto === "h1" || proto === "h2") connect.proto = proto;
        else if (proto !== "none") note(`\`proto ${proto}\` is not emulated`);
        break;
      }
      case "send-proxy":
        connect.sendProxy = true;
        break;
      case "via-socks4":
        note("`via-socks4` is not emulated: the checks go to the target themselves");
        break;
      case "linger":
        connect.linger = true;
        break;
      case "comment":
        words.value(keyword);
        break;
      default:
        throw new SyntaxFault(noKeyword("connect", keyword, ACCEPTED));
    }
  }
  return connect;
}
