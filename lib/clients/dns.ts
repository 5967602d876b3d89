/**
 * One question over TCP: the address of `localhost`, without recursion. https://www.rfc-editor.org/rfc/rfc1035 (4.2.2), rfc7766
 *
 * Resolvers know the answer themselves and ask nobody, authoritative servers say that it is none of theirs: any answer to the question
 * is one, whatever its code. (A code in the lower half of a byte from 0x80 on is nothing that RE2 could tell apart.)
 */
import { be, hexOfText } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { begins, is, lengthOf, send, skip } from "../wire/say";

const ID = "7073";
const ONE_QUESTION = "0001000000000000";
const A_IN = "00010001";

export const dns: Protocol = {
  summary: "asks for the address of localhost, without recursion",
  ports: "53; 853 with CLIENT_TLS",
  accepts: "an answer to the question, whatever its code",
  refusals: ["hung up on (BIND beyond tcp-clients, unbound beyond incoming-num-tcp)", "no answer"],
  steps: () => {
    const question = `${ID}0000${ONE_QUESTION}09${hexOfText("localhost")}00${A_IN}`;
    return [send(be(lengthOf(question), 2), question), skip(2), begins(ID), is("^[^\\x00-\\x7f]", 1)];
  },
};
