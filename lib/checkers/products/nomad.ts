/**
 * Nomad, `check { type = "tcp" }` with its own provider: the connection is not closed. It stays open until Go's garbage
 * collector finds it, 0 to 120 s later, evenly spread: on average 60 s.
 *
 * So with a check every 10 s six connections are open on average. Here six nodes check every 60 s each, in turn, and
 * hold their connection until they check again: one check every 10 s, and six connections open.
 */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

const OPEN_MS = 60_000;
const CHECK_MS = 10_000;

export const nomad: Preset = {
  name: "nomad",
  product: "Nomad",
  summary: "Nomad, tcp check of the nomad provider",
  style: "hold",
  holdsToNextCheck: true,
  intervalMs: OPEN_MS,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: OPEN_MS / CHECK_MS,
  spread: "staggered",
  cadence: "ticker",
  provenance: [
    {
      from: "source",
      text: "hashicorp/nomad@aa026cc9: client/serviceregistration/checks/client.go checkTCP: the connection is forgotten, not closed",
      url: "https://github.com/hashicorp/nomad/blob/aa026cc9/client/serviceregistration/checks/client.go",
    },
    {
      from: "capture",
      text: "open for 0 to 120 s, evenly spread, with TCP keep-alives every 15 s; then a FIN, or an RST where a greeting lies unread",
    },
  ],
  assumptions: assumed(
    "nomad",
    {
      before: "interval and timeout are required; ",
      kind: "values",
      values: [
        { about: ["nodes", "intervalMs"], text: "a check every 10 s" },
        { about: "timeoutMs", text: "timeout 5 s" },
      ],
      after: "assumed",
    },
    {
      about: ["nodes", "intervalMs"],
      text: "told as 6 nodes with interval 60 s each, so that a check comes every 10 s and 6 connections are open, the average; a real one lasts anything up to 120 s",
    },
    { about: ["rise", "fall"], text: "each result is taken to stand by itself: rise 1, fall 1" },
    "TCP keep-alives are not sent",
  ),
};
