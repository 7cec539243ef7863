import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { barriersIn } from "./axe.js";
import { launch, openPage, SIZE } from "./chromium.js";
import { type Example, generateModule, logOf, startExample } from "./example.js";

const DEMO = path.join(root, "examples/session-monitor/demo.js");
const DOCS = path.join(root, "docs");
const START = Date.UTC(2026, 4, 5, 12, 34, 56);
const YEAR = 365 * 24 * 3600 * 1000;

/** The moments of which the README has a picture: the last frame that has come by then, and how the page shows it. */
const MOMENTS = [
  { name: "running", until: (frame: Frame) => frame["current"] === 4, shows: ["Running", "running plugins: 4 of 8"] },
  { name: "asking", until: (frame: Frame) => frame["kind"] === "input_required", shows: ["Needs input"] },
  { name: "done", until: (frame: Frame) => frame["kind"] === "done", shows: ["Done"] },
];
const WIDTHS = [1120, 360];

type Frame = Readonly<Record<string, unknown>>;

/** What is used of the example's demo. */
interface Demo {
  readonly sessions: ReadonlyMap<string, readonly Step[]>;
  readonly problems: readonly Step[];
}

interface Step {
  readonly after: number;
  readonly message: () => Frame;
}

interface Captured {
  readonly time: number;
  readonly connection: string;
  readonly frame: Frame;
}

describe("The page of the example", function () {
  this.timeout(60_000);
  let browser: Browser;
  let example: Example;
  before(async function () {
    browser = await launch(this);
    generateModule();
  });
  after(() => browser?.close());
  afterEach(() => example?.stop());

  for (const { name, until, shows } of MOMENTS) {
    it(`when ${name}, fits and has no barriers, wide and narrow, light and dark`, async () => {
      const log = await logUntil(until);
      const findings = log.some(({ frame }) => Array.isArray(frame["removed"]) && frame["removed"].length > 0) ? 3 : 4;
      example = await startExample("--speed", "10000", "--replay", logOf(...log));
      const { page, faults } = await openPage(browser);
      await page.goto(example.url);
      for (const text of [...shows, `${findings} open.`]) await page.getByText(text).first().waitFor();
      await take(page, name);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: SIZE.height });
        assert.equal(await overflowOf(page), 0, `at ${width}`);
        await page.emulateMedia({ colorScheme: "light" });
        assert.deepEqual(await barriersIn(page), [], `at ${width}`);
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await barriersIn(page, "color-contrast"), [], `dark, at ${width}`);
      }
      await page.context().close();
      assert.deepEqual(faults, []);
    });
  }
});

describe("The pictures of the example", () => {
  for (const { name } of MOMENTS) {
    it(`docs/${name}.png has the size of the page`, () => {
      const header = readFileSync(path.join(DOCS, `${name}.png`)).subarray(0, 24);
      assert.deepEqual({ width: header.readUInt32BE(16), height: header.readUInt32BE(20) }, SIZE);
    });
  }
});

/** The demo's first session as a captured log up to a frame, and after that nothing for a year. */
async function logUntil(isLast: (frame: Frame) => boolean): Promise<Captured[]> {
  const { demo } = (await import(pathToFileURL(DEMO).href)) as { readonly demo: Demo };
  const session = captured("run-17", demo.sessions.get("asks-for-input") ?? []);
  const last = session.findIndex(({ frame }) => isLast(frame));
  const stop = session[last]?.time ?? assert.fail("no such frame");
  const problems = captured("problems", demo.problems).filter(({ time }) => time <= stop);
  const later = { time: stop + YEAR, connection: "run-17", frame: session[0]?.frame ?? {} };
  return [...session.slice(0, last + 1), ...problems, later];
}

/** Steps with the times that they would have on a set day. */
function captured(connection: string, steps: readonly Step[]): Captured[] {
  let time = START;
  return steps.map(({ after, message }) => {
    time += after;
    const at = new Date(time).toISOString();
    const frame = Object.fromEntries(
      Object.entries(message()).map(([key, value]) => [key, key === "at" || key === "audit_at" ? at : value]),
    );
    return { time, connection, frame };
  });
}

/** Takes a picture, for the docs where UPDATE_SCREENSHOTS is set. */
async function take(page: Page, name: string): Promise<void> {
  const folder = process.env["UPDATE_SCREENSHOTS"] === undefined ? newFolder() : DOCS;
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** By how many pixels the page is wider than its window. */
async function overflowOf(page: Page): Promise<unknown> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
