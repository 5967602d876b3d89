/** Two HAProxy in a pair, active and standby: both check. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { haproxy } from "./haproxy";

export const haproxyHa: Preset = {
  ...haproxy,
  name: "haproxy-ha",
  summary: "a pair of HAProxy, active and standby, both with `check`",
  nodes: 2,
  spread: "random",
  assumptions: assumed("haproxy-ha", {
    about: "nodes",
    text: "2 nodes: a pair, whose processes know nothing of each other; NODES sets another number",
  }),
};
