/** `SMTP_CHECK`: the banner, HELO and QUIT, with each of its hosts; all of them must be good. */
import { connection, mapConnections } from "../../wire/connection";
import { smtpHelo } from "../../wire/smtp-messages";
import { stepByStep } from "../../wire/step-by-step";
import { connectOptions } from "./connect-options";
import { FIN, VERSION, type Checker, type Exchange } from "./exchange";
import { LOGGING, printableAfter, reader } from "./reader";

export function readSmtpCheck({ block, server, connect: { to } }: Checker): Exchange {
  const { file } = block;
  const hosts = block.all("host").map((host) => {
    const inside = reader(file, host.block ?? []);
    const options = connectOptions(inside, server);
    return { to: options.to, unsupported: [...options.unsupported, ...inside.unread(LOGGING)] };
  });
  const [first = { to }, ...others] = hosts;
  const helo = block.last("helo_name");
  const name = helo === undefined ? "smtpchecker.keepalived.org" : printableAfter(file, helo);
  return {
    summary: "keepalived SMTP_CHECK",
    style: "greeting-wait",
    connections: ({ timeoutMs }) =>
      mapConnections([first, ...others], (host) => ({
        ...stepByStep(connection("full", smtpHelo(name), FIN), timeoutMs),
        ...host.to,
      })),
    delayBeforeRetryMs: 1_000,
    provenance: [
      {
        from: "source",
        text: `${VERSION}: check_smtp.c: the banner (220), HELO (250), QUIT and any answer, then a close`,
      },
    ],
    assumptions: hosts.length > 1 ? [`its ${hosts.length} hosts are asked one after the other in each check`] : [],
    unsupported: hosts.flatMap(({ unsupported }) => unsupported),
  };
}
