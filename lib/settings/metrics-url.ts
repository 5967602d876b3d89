/** METRICS: a page in Prometheus' text format, on which the service counts what it does. */
import { refusal } from "../text/refusal";
import type { Syntax } from "../source/syntax";

export const metricsUrl: Syntax<string> = {
  accepts: "an http:// or https:// URL of a Prometheus text page, such as http://127.0.0.1:9090/metrics",
  read(text, name) {
    if (!/^https?:\/\/[^\s/]+(\/\S*)?$/i.test(text)) throw refusal(name, text, this.accepts);
    return text;
  },
};
