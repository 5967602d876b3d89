/** RESET_URL: an HTTP call that restarts the service. */
import { refusal } from "../text/refusal";
import type { Syntax } from "../source/syntax";

export interface Reset {
  method: "GET" | "POST" | "PUT";
  url: string;
}

export const resetUrl: Syntax<Reset> = {
  accepts:
    "an http:// or https:// URL, called with GET; another method stands before it, as in POST http://host/restart",
  read(text, name) {
    const found = /^(?:(GET|POST|PUT) +)?(https?:\/\/[^\s/]+\S*)$/i.exec(text);
    if (found === null) throw refusal(name, text, this.accepts);
    return { method: (found[1]?.toUpperCase() ?? "GET") as Reset["method"], url: found[2]! };
  },
};
