/** The trips of docs/architecture.md lead from file to file, and are short enough to be read. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { describe, expect, test } from "vitest";

/** How many files one opens at the most, up to the file that the trip is about. */
const LONGEST: Readonly<Record<string, number>> = {
  "xk6/exchange/exchange.go": 20,
  "lib/judge/judge.ts": 35,
};

/** Lists that begin anew: k6 calls what they begin with. */
const trips = readFileSync("docs/architecture.md", "utf8")
  .split(/^(?=### |From here on it runs inside k6)/m)
  .map((text) => {
    return { title: text.split("\n")[0]!, files: [...text.matchAll(/^\d+\. `([^`]+)`:/gm)].map(([, file]) => file!) };
  })
  .filter(({ files }) => files.length > 0);

test("there are three trips, and the second one goes on inside k6", () => {
  expect(trips.map(({ title }) => title)).toEqual([
    expect.stringContaining("CHECKER=haproxy"),
    expect.stringContaining("A client attempt"),
    expect.stringContaining("inside k6"),
    expect.stringContaining("CHECKER=file:haproxy.cfg"),
  ]);
});

describe.each(trips)("$title", ({ files }) => {
  test("every file is there, and is imported by one above it", () => {
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const unreached = files.filter((file, index) => index > 0 && !files.slice(0, index).some(importsFrom(file)));
    expect(unreached).toEqual([]);
  });

  test("it is short", () => {
    for (const [file, most] of Object.entries(LONGEST)) expect(files.indexOf(file) + 1, file).toBeLessThanOrEqual(most);
  });
});

test("the first trip reaches the exchange and the verdict", () => {
  expect(trips[0]!.files).toEqual(expect.arrayContaining(Object.keys(LONGEST)));
});

function importsFrom(file: string): (other: string) => boolean {
  return (other) => {
    const reached = importsOf(other);
    return reached.includes(file) || (file.endsWith(".go") && reached.includes(dirname(file)));
  };
}

/** Files, and folders of Go packages. What is imported as a type alone leads nowhere. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".go")) {
    return [dirname(file), ...[...text.matchAll(/"[^"\s]+\/(xk6\/[a-z0-9/]+)"/g)].map(([, folder]) => folder!)];
  }
  const names = [...text.matchAll(/^(?:import|export)(?! type\b)[^;]*? from "(?:(?:once|lazy):)?([^"]+)";/gm)];
  return names.flatMap(([, name]) => {
    if (/^k6\/x\/healthcheck(\/runtime)?$/.test(name!)) return ["xk6/healthcheck"];
    if (!name!.startsWith(".")) return [];
    const path = join(dirname(file), name!);
    return [`${path}.ts`, `${path}/index.ts`];
  });
}
