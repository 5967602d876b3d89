/** The recorder's events of one kind. They are sorted by kind once: there may be a hundred thousand, and many ask. */
import type { Recording } from "../model/extension";

type Events = Recording["events"];

const sorted = new WeakMap<Events, Map<string, Events[number][]>>();

export function eventsOf(events: Events, kind: string): Events {
  let kinds = sorted.get(events);
  if (!kinds) {
    kinds = byKind(events);
    sorted.set(events, kinds);
  }
  return kinds.get(kind) ?? [];
}

function byKind(events: Events): Map<string, Events[number][]> {
  const kinds = new Map<string, Events[number][]>();
  for (const event of events) {
    const alike = kinds.get(event.kind);
    if (alike) alike.push(event);
    else kinds.set(event.kind, [event]);
  }
  return kinds;
}
