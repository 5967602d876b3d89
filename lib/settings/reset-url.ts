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
    const [, method = "GET", url] = /^(?:(GET|POST|PUT) +)?(https?:\/\/[^\s/]+\S*)$/i.exec(text) ?? [];
    if (url === undefined) throw refusal(name, text, this.accepts);
    return { method: method.toUpperCase() as Reset["method"], url };
  },
};
