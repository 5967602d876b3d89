/** The accept queue in words and figures; its curve is in the picture over time. */
import type { Journal } from "../../model/journal";
import { digits, duration, grouped } from "../../text/format";
import { queueText } from "../shared-phrases";
import { facts, paragraph, section } from "./blocks";
import type { Detail } from "./detail";
import type { Markup } from "./markup";

export function queuePart(journal: Journal, detail: Detail): Markup | null {
  const { acceptQueue: queue } = journal;
  if (!queue.available) return section("queue", "Accept queue", paragraph(`Not read: ${queue.reason}.`, detail));
  const longest = Math.max(0, ...queue.samples.map(([, length]) => length));
  return section(
    "queue",
    "Accept queue",
    paragraph(`It ${queueText(journal)}.`.replace(/\.\.$/, "."), detail),
    facts(
      [
        ["longest", grouped(longest)],
        ["limit", grouped(queue.limit)],
        ["kept of the storm", grouped(queue.kept)],
        ["growth", queue.growthPerSecond > 0 ? `${digits(queue.growthPerSecond)} a second` : ""],
        [
          "full at the balancer's own rate",
          queue.secondsToOverflow === null ? "" : `after ${duration(queue.secondsToOverflow * 1000)}`,
        ],
      ],
      detail,
    ),
  );
}
