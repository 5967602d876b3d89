/** keepalived SMTP_CHECK: banner, HELO, QUIT. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { smtpHelo } from "../../wire/smtp-helo";
import { stepByStep } from "../../wire/step-by-step";
import { assumed } from "./assumed";
import { KEEPALIVED_DIRECTORS, KEEPALIVED_SHARED, keepalivedTimes } from "./keepalived";

export const keepalivedSmtp: Preset = {
  ...KEEPALIVED_SHARED,
  name: "keepalived-smtp",
  summary: "keepalived SMTP_CHECK",
  style: "greeting-wait",
  fastIntervalMs: 1_000,
  connections: ({ timeoutMs }) => [
    stepByStep(connection("full", smtpHelo("smtpchecker.keepalived.org"), { kind: "drain-fin" }), timeoutMs),
  ],
  evidence: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_smtp.c: `HELO smtpchecker.keepalived.org`, `QUIT`",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_smtp.c",
    },
    keepalivedTimes("1 s"),
  ],
  assumptions: assumed("keepalived-smtp", KEEPALIVED_DIRECTORS),
};
