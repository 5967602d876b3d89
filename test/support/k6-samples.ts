/** What k6's outputs `json` and `csv` have written: the samples of our metrics. */

export interface Sample {
  metric: string;
  value: number;
  tags: Record<string, string>;
}

export interface Metric {
  name: string;
  type: string;
  contains: string;
}

type Line = { type: "Metric"; data: Metric } | { type: "Point"; metric: string; data: Omit<Sample, "metric"> };

export function readJsonOutput(text: string): { metrics: Metric[]; samples: Sample[] } {
  const all = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  return {
    metrics: all.flatMap((line) => (line.type === "Metric" && isOurs(line.data.name) ? [line.data] : [])),
    samples: all.flatMap((line) =>
      line.type === "Point" && isOurs(line.metric) ? [{ metric: line.metric, ...line.data }] : [],
    ),
  };
}

/** k6 puts tags that it does not know into one column, `a=1&b=2`, and escapes neither sign. */
export function readCsvOutput(text: string): Sample[] {
  const [names, ...rows] = records(text);
  return rows
    .map((cells) => Object.fromEntries(names!.map((name, index) => [name, cells[index]!])))
    .filter(({ metric_name }) => isOurs(metric_name!))
    .map(({ metric_name, metric_value, extra_tags }) => ({
      metric: metric_name!,
      value: Number(metric_value),
      tags: Object.fromEntries(extra_tags!.split("&").map((tag) => tag.split(/=(.*)/s).slice(0, 2))) as Sample["tags"],
    }));
}

const isOurs = (name: string) => name.startsWith("hc_");

/** RFC 4180: quoted cells may hold commas, line breaks and doubled quotes. */
function records(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? bare! : quoted.replace(/""/g, '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
