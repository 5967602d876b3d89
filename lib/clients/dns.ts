/**
 * One question over TCP: the address of `localhost`, without recursion. https://www.rfc-editor.org/rfc/rfc1035 (4.2.2), rfc7766
 *
 * Resolvers know the answer themselves and ask nobody, authoritative servers say that it is none of theirs: any answer to the question
 * is one, whatever its code. (A code in the lower half of a byte from 0x80 on is nothing that RE2 could tell apart.)
 */
import { DNS_ID, dnsQuestion } from "../wire/dns-messages";
import type { Protocol } from "../wire/protocol-client";
import { begins, is, send, skip } from "../wire/steps";

export const dns: Protocol = {
  summary: "asks for the address of localhost, without recursion",
  ports: [{ port: 53 }, { port: 853, tls: true }],
  accepts: "an answer to the question, whatever its code",
  refusals: ["hung up on (BIND beyond tcp-clients, unbound beyond incoming-num-tcp)", "no answer"],
  steps: () => [send(dnsQuestion("localhost", "not desired")), skip(2), begins(DNS_ID), is("^[^\\x00-\\x7f]", 1)],
};
