/** Debian's Chromium, as a reader's browser that tells what it saw: messages, requests, overflow, and what axe-core finds. */
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser } from "playwright-core";
import { pathOf } from "./tools";

const path = pathOf("chromium");

export const hasBrowser = path !== "";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface View {
  colorScheme: "light" | "dark";
  width: number;
}

export interface Seen {
  /** Messages of the console, and errors of the page. */
  messages: string[];
  /** Other than for the file itself. */
  requests: string[];
  /** By how many pixels the page is wider than the window. */
  overflow: number;
  /** What axe-core found: rule and element. */
  violations: string[];
  /** How many elements can be reached with the tab key. */
  focusable: number;
  /** What there is to read. */
  text: string;
}

export function startBrowser(): Promise<Browser> {
  // A sandbox of its own needs another user than root.
  return chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
}

/** Opens the page as a file, as a reader does. */
export async function look(browser: Browser, html: string, { colorScheme, width }: View): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-page-"));
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  try {
    const page = await context.newPage();
    const [messages, requests]: string[][] = [[], []];
    page.on("console", (message) => messages!.push(message.text()));
    page.on("pageerror", (error) => messages!.push(error.message));
    page.on("request", (request) => requests!.push(request.url()));
    const address = pathToFileURL(file).href;
    await page.goto(address);
    // The tables behind the pictures count as well.
    await page.$$eval("details", (all) => all.forEach((one) => one.setAttribute("open", "")));
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    await page.evaluate(axe);
    const violations = await page.evaluate(
      "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))",
    );
    const focusable = await page.$$eval("summary, [tabindex='0']", (all) => all.length);
    const text = await page.innerText("body");
    return {
      messages: messages!,
      requests: requests!.filter((url) => url !== address),
      overflow: overflow as number,
      violations: violations as string[],
      focusable,
      text,
    };
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sent by a server whose content policy blocks styles and scripts: the fills of the shapes that show, and the page's text. */
export async function lookUnderPolicy(
  browser: Browser,
  html: string,
  policy: string,
): Promise<{ fills: string[]; text: string }> {
  const context = await browser.newContext({ colorScheme: "dark" });
  try {
    const page = await context.newPage();
    await page.route("**/*", (route) =>
      route.fulfill({ body: html, contentType: "text/html", headers: { "Content-Security-Policy": policy } }),
    );
    await page.goto("http://localhost/report.html");
    const fills = await page.evaluate(
      "[...document.querySelectorAll('svg rect, svg path')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0).map((one) => getComputedStyle(one).fill)",
    );
    return { fills: fills as string[], text: await page.innerText("body") };
  } finally {
    await context.close();
  }
}
