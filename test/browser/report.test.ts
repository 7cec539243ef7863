import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Report } from "../../generator/index.js";
import { logOf, reportOn, samples } from "../capture/reports.js";
import { addressOf, hostileLog, hugeReport } from "../reporters/pages.js";
import { newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { launch, openPage, SIZE, type WatchedPage } from "./chromium.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Of the picture in the docs. */
const picture = { width: 1120, height: 760 };
const narrow = { width: 390, height: 844 };

describe("The page about a report, in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let watched: WatchedPage;
  const requests: string[] = [];

  before(async function () {
    browser = await launch(this);
  });
  after(() => browser?.close());
  afterEach(async () => {
    const { page, faults, warnings } = watched;
    const address = page.url();
    await page.context().close();
    assert.deepEqual({ faults, warnings }, { faults: [], warnings: [] });
    assert.deepEqual(
      requests.splice(0).filter((url) => url !== address),
      [],
    );
  });

  const open = async (report: Report, scheme: "light" | "dark" = "light"): Promise<Page> => {
    watched = await openPage(browser);
    await watched.page.emulateMedia({ colorScheme: scheme });
    watched.page.on("request", (request) => requests.push(request.url()));
    await watched.page.goto(await addressOf(report));
    return watched.page;
  };
  const queue = (): Promise<Report> => reportOn(["backend-queue.ndjson"]);
  const badLines = (): Promise<Report> => reportOn(["bad-lines.ndjson"], { options: { unknownMembers: "warn" } });

  it("draws its plots", async () => {
    const page = await open(await queue());
    assert.equal(await seen(page, "#time .area path"), 6);
    assert.equal(await seen(page, "#logs .strip .bad"), 2);
    assert.equal(await seen(page, "#kinds td.bar rect"), 6);
    assert.equal(await page.locator("#connections .ways > li").count(), 12);
    assert.ok((await seen(page, "#connections .way rect")) > 12 * 5);
    assert.equal(await seen(page, "#connections .way .bad"), 2);
    await take(page, "report");
  });

  for (const [name, make] of [
    ["samples", () => reportOn([samples], { options: { channel: "session" } })],
    ["no frames", () => reportOn([logOf("")])],
    ["many connections", () => reportOn([logOf(manyConnections(5000))])],
    ["far more than fits", async () => hugeReport(await queue(), "longtext ")],
  ] as const) {
    it(`has room for all labels, on wide and narrow screens: ${name}`, async () => {
      const page = await open(await make());
      for (const size of [SIZE, { width: 780, height: 800 }, narrow]) {
        await page.setViewportSize(size);
        assert.deepEqual(await page.evaluate(crowded), []);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), size.width);
      }
    });
  }

  it("filters the problems by text, kind and severity, and says how many are left", async () => {
    const page = await open(await badLines());
    const shown = (): Promise<string[]> => page.locator(".groups > li:visible .message").allInnerTexts();
    const said = (): Promise<string> => page.locator(".filter output").innerText();
    const all = await shown();
    assert.equal(all.length, 15);
    assert.equal(await said(), "");
    await page.getByLabel("Search").fill("EXPECTED got str");
    assert.deepEqual(await shown(), ["Expected object, got str", "Expected int, got str - at $.current"]);
    assert.equal(await said(), "2 of 15 groups");
    await page.getByRole("combobox", { name: "Kind" }).selectOption("progress");
    assert.deepEqual(await shown(), ["Expected int, got str - at $.current"]);
    await page.getByLabel("Search").press("Escape");
    assert.equal((await shown()).length, 3);
    await page.getByRole("combobox", { name: "Kind" }).selectOption("all");
    await page.getByRole("combobox", { name: "Severity" }).selectOption("warning");
    assert.equal(await said(), "3 of 15 groups");
    await page.getByRole("combobox", { name: "Severity" }).selectOption("all");
    assert.deepEqual(await shown(), all);
    // What a frame holds is found as well.
    await page.getByLabel("Search").fill("9007199254740993");
    assert.equal((await shown()).length, 1);
    await page.getByLabel("Search").fill("nothing that is there");
    assert.equal(await said(), "0 of 15 groups");
  });

  it("sorts the problems", async () => {
    const page = await open(await badLines());
    const lines = async (): Promise<number[]> =>
      (await page.locator(".groups .where").allInnerTexts()).map((text) => Number(/:(\d+)/.exec(text)?.[1]));
    assert.equal((await lines())[0], 8);
    await page.getByRole("combobox", { name: "Sort by" }).selectOption("first in the log");
    const sorted = await lines();
    assert.deepEqual(
      sorted,
      sorted.toSorted((a, b) => a - b),
    );
    await page.getByRole("combobox", { name: "Sort by" }).selectOption("kind");
    assert.equal((await page.locator(".groups .kind").allInnerTexts()).at(-1), "snapshot");
  });

  it("opens a problem and shows the frame, the place marked", async () => {
    const page = await open(await badLines());
    const group = page.locator(".groups > li", { hasText: "$.findings[1]" });
    assert.equal(await group.locator("pre").isVisible(), false);
    await group.locator("summary").click();
    assert.equal(await group.locator("pre").isVisible(), true);
    assert.equal(await group.locator("mark").innerText(), "1");
    assert.match(await group.locator(".facts").innerText(), /\/findings\/1/);
    await page.getByRole("button", { name: "Open all" }).click();
    assert.equal(await page.locator(".groups .open:visible").count(), 15);
    await page.getByRole("button", { name: "Close all" }).click();
    assert.equal(await page.locator(".groups .open:visible").count(), 0);
  });

  it("runs nothing that a log holds", async () => {
    const file = logOf(hostileLog(), "a<img src=x onerror=globalThis.ran=1>\u202e.ndjson");
    const page = await open(await reportOn([file], { options: { unknownMembers: "warn", channel: "session" } }));
    for (const line of await page.locator(".groups summary").all()) await line.click();
    await page.mouse.move(300, 300);
    assert.equal(await page.evaluate("globalThis.ran"), undefined);
    assert.equal(await page.locator("script").count(), 1);
    assert.equal(await page.locator("style").count(), 1);
    assert.equal(await page.locator("img, iframe, object, embed, svg svg[onload], a:not([href^='#'])").count(), 0);
    assert.doesNotMatch(await page.locator("body").innerText(), /[^\P{C}\n\t]/u);
    assert.match(await page.locator(".groups").innerText(), /<\/script><script>globalThis\.ran=1<\/script>/);
  });

  it("would not run a script that got into it all the same", async () => {
    const page = await open(await queue());
    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = 1";
      document.body.append(script);
      document.body.setAttribute("style", "color: red");
      document.body.append(Object.assign(new Image(), { src: "https://example.com/x.png" }));
      fetch("https://example.com/x").catch(() => undefined);
    `);
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate("globalThis.ran"), undefined);
    const violated = new Set(
      watched.faults.splice(0).flatMap((fault) => /policy violated: (\S+)/.exec(fault)?.[1] ?? []),
    );
    assert.deepEqual([...violated].sort(), ["connect-src", "img-src", "script-src-elem", "style-src-attr"]);
    requests.splice(0);
  });

  it("can be read without a script, but for the filter", async () => {
    watched = await openPage(browser);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(await addressOf(await badLines()));
    assert.equal(await page.locator(".filter").isVisible(), false);
    await page.locator(".groups summary").first().click();
    assert.equal(await page.locator(".groups pre").first().isVisible(), true);
    assert.equal(await page.locator(".groups > li").count(), 15);
    assert.equal(await page.locator(".way").isVisible(), true);
    await context.close();
  });

  describe("leaves nobody out:", () => {
    const everything = (): Promise<Report> => reportOn([samples], { options: { channel: "session" } });
    const openAll = "for (const one of document.querySelectorAll('details')) one.open = true";

    it("axe finds no fault in light, closed, opened and on a narrow screen", async () => {
      const page = await open(await everything());
      assert.deepEqual(await faultsIn(page), []);
      await page.evaluate(openAll);
      assert.deepEqual(await faultsIn(page), []);
      await page.setViewportSize(narrow);
      assert.deepEqual(await faultsIn(page), []);
    });

    it("axe finds no fault in dark", async () => {
      const page = await open(await everything(), "dark");
      await page.evaluate(openAll);
      assert.deepEqual(await faultsIn(page), []);
    });

    for (const [name, log] of [
      ["no frames", ""],
      ["many connections", manyConnections(40)],
      ["hostile text", hostileLog()],
    ] as const) {
      it(`axe finds no fault with ${name}`, async () => {
        const page = await open(await reportOn([logOf(log)]));
        await page.evaluate(openAll);
        assert.deepEqual(await faultsIn(page), []);
      });
    }

    it("the keyboard reaches everything that does something", async () => {
      const page = await open(await reportOn([samples], { options: { channel: "session" } }));
      const wanted = await page.locator("a, input, select, button, summary").count();
      const reached = new Set<string>();
      for (let i = 0; i < wanted; i++) {
        await page.keyboard.press("Tab");
        reached.add(String(await page.evaluate(focused)));
      }
      assert.equal(reached.size, wanted);
      assert.ok(
        [...reached].every((one) => one.endsWith("outlined")),
        [...reached].join("\n"),
      );
    });

    it("the keyboard opens what is closed", async () => {
      const page = await open(await badLines());
      await page.locator(".groups summary").nth(2).focus();
      await page.keyboard.press("Enter");
      assert.equal(await page.locator(".groups pre:visible").count(), 1);
      await page.keyboard.press("Space");
      assert.equal(await page.locator(".groups pre:visible").count(), 0);
    });
  });

  it("prints everything, opened, in dark ink", async () => {
    const page = await open(await reportOn([logOf(manyConnections(200)), samples]), "dark");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const groups = await page.locator(".groups > li").count();
    assert.equal(await seen(page, ".groups .open"), groups);
    assert.equal(await seen(page, ".ways > li"), 100);
    assert.equal(await page.getByLabel("Search").isVisible(), false);
    assert.equal(
      await page.evaluate("getComputedStyle(document.documentElement).backgroundColor"),
      "rgb(255, 255, 255)",
    );
    const pdf = await page.pdf({ path: path.join(newFolder(), "report.pdf") });
    assert.ok(pdf.length > 10_000);
    // What was opened for the printer is closed again.
    assert.equal(await page.locator("details[open]").count(), 0);
  });

  it("opens at once however large it is", async () => {
    const page = await open(hugeReport(await queue(), "text "));
    await page.getByLabel("Search").fill("17text");
    assert.match(await page.locator(".filter output").innerText(), /^\d+ of \d+ groups$/);
  });
});

describe("The picture of the report", () => {
  it("has the size of the page", () => {
    const header = readFileSync(path.join(root, "docs/report.png")).subarray(0, 24);
    assert.deepEqual({ width: header.readUInt32BE(16), height: header.readUInt32BE(20) }, picture);
  });
});

// What runs in the page is text: it is not of Node, and the types of these tests know no DOM.

/** How many elements take room on the page. */
async function seen(page: Page, selector: string): Promise<number> {
  const count: unknown = await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width * one.getBoundingClientRect().height > 0)
    .length`);
  return Number(count);
}

/** Labels of one axis that touch each other, and those that leave the page. */
const crowded = `[...document.querySelectorAll("svg.axis, svg.scale")].flatMap((axis) => {
  const labels = [...axis.querySelectorAll("text")]
    .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom <= b.top + 3 || b.bottom <= a.top + 3;
  return [
    ...labels.filter(({ box }) => box.left < 0 || box.right > innerWidth).map(({ text }) => "outside: " + text),
    ...labels.flatMap((a, i) =>
      labels.slice(i + 1).filter((b) => !apart(a.box, b.box)).map((b) => "touching: " + a.text + " and " + b.text)),
  ];
})`;

/** Which of the things that do something has the focus, and whether that is to be seen. */
const focused = `(() => {
  const all = [...document.querySelectorAll("a, input, select, button, summary")];
  const one = document.activeElement;
  return all.indexOf(one) + (getComputedStyle(one).outlineStyle === "none" ? one.outerHTML.slice(0, 80) : " outlined");
})()`;

async function faultsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(`axe.run().then(({ violations, incomplete }) => violations.map(({ id, nodes }) =>
    id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + " " + failureSummary).join(" | ")))`);
  return found as string[];
}

/** Connections that go through phases, one in twenty with a bad frame. */
function manyConnections(number: number): string {
  const start = Date.UTC(2026, 4, 5, 8);
  const phases = ["validating_inputs", "rendering_template", "running_plugins", "writing_cache"];
  return Array.from({ length: number }, (_, c) =>
    phases.map((phase, i) => {
      const at = i === 2 && c % 20 === 3 ? 1 : "x";
      const time = new Date(start + c * 2000 + i * (300 + (c % 7) * 100)).toISOString();
      return JSON.stringify({ time, connection: `session-${c}`, frame: { kind: "phase", phase, at } });
    }),
  )
    .flat()
    .join("\n");
}

/** Takes a picture, for the docs where UPDATE_SCREENSHOTS is set. */
async function take(page: Page, name: string): Promise<void> {
  const folder = process.env["UPDATE_SCREENSHOTS"] === undefined ? newFolder() : path.join(root, "docs");
  await page.setViewportSize(picture);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
