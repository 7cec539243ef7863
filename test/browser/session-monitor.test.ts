import assert from "node:assert/strict";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { root } from "../support/sources.js";
import { launch, openPage, type WatchedPage } from "./chromium.js";
import { type Example, generateModule, logOf, startExample } from "./example.js";

const AT = "2026-05-05T12:34:56Z";

describe("The example in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let example: Example;
  let watched: WatchedPage;

  before(async function () {
    browser = await launch(this);
    generateModule();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await watched?.page.context().close();
    example?.stop();
  });

  const open = async (...args: readonly string[]): Promise<Page> => {
    example = await startExample(...args);
    watched = await openPage(browser);
    await watched.page.goto(example.url);
    return watched.page;
  };
  const replay = (...lines: readonly unknown[]): Promise<Page> => open("--speed", "max", "--replay", logOf(...lines));
  const messages = (page: Page): Promise<string[]> => page.locator("#log li").allTextContents();

  it("shows a session that asks for input, from its first frame to its last", async () => {
    const page = await open("--speed", "50");
    const prompt = page.getByRole("region", { name: "Input required" });
    await prompt.waitFor();
    assert.equal(await page.locator("#phases [aria-current=step]").innerText().then(firstLine), "running plugins");
    assert.equal(await page.getByRole("progressbar", { name: "running plugins: 8 of 8" }).getAttribute("value"), "8");
    assert.match(await prompt.innerText(), /The workbook lacks values.*Asked by xlsx_field_filler/);
    assert.equal(await page.getByLabel("Objective").inputValue(), "20x air");
    assert.equal(await page.getByLabel("Replicate").getAttribute("type"), "number");
    await page.getByLabel("Calibration ID").fill("CAL-0117");
    await page.getByRole("button", { name: "Send" }).click();

    await page.getByText("Done", { exact: true }).waitFor();
    await page.getByText("0 added, 1 removed, 1 changed").waitFor();
    assert.equal(await prompt.isVisible(), false);
    assert.equal(await page.locator("#phases .done").count(), 6);
    assert.match(await page.getByRole("region", { name: "Result" }).innerText(), /sync status\s+queued/);
    assert.deepEqual(await messages(page), ["queueing nas sync: The sync waits until the hard findings are resolved"]);
    assert.deepEqual(watched.faults, []);
  });

  it("sends no answer while a required value is missing", async () => {
    const page = await open("--speed", "50");
    await page.getByRole("button", { name: "Send" }).click();
    assert.equal(await page.locator("#state").innerText(), "Needs input");
    assert.equal(await page.locator("#fields :invalid").getAttribute("name"), "calibration_id");
  });

  it("shows a session that fails", async () => {
    const page = await open("--speed", "50");
    await page.locator("select#session").selectOption("fails");
    const outcome = page.getByRole("region", { name: "Failed in running plugins" });
    await outcome.waitFor();
    assert.match(await outcome.innerText(), /message\s+The template has no cover sheet/);
    assert.equal(await page.locator("#phases .failed").innerText().then(firstLine), "running plugins");
    assert.deepEqual(watched.faults, []);
  });

  it("skips what it cannot read, tells why, and shows what comes after", async () => {
    const page = await replay(
      { kind: "phase", phase: "a_phase_of_tomorrow", at: AT, a_member_of_tomorrow: true },
      { kind: "heartbeat", at: AT },
      { kind: "phase", phase: "no_time" },
      "no JSON",
      { kind: "done", result: { path: "/data/lab" } },
    );
    await page.getByText("/data/lab").waitFor();
    assert.equal(await page.locator("#phases li").last().innerText().then(firstLine), "a phase of tomorrow");
    const [newer, missing, noJson] = await messages(page);
    assert.match(newer ?? "", /the server seems to be newer than this page: unknown event kind: 'heartbeat'/);
    assert.match(missing ?? "", /the frame is faulty: Object missing required field `at`/);
    assert.match(noJson ?? "", /the frame is faulty: /);
    assert.equal(watched.warnings.length, 3);
    assert.deepEqual(watched.faults, []);
  });

  it("closes the connection on the last frame, and shows nothing after it", async () => {
    const inSession = (frame: object): object => ({ connection: "one", frame });
    example = await startExample(
      "--speed",
      "max",
      "--replay",
      logOf(
        inSession({ kind: "done", result: { path: "/first" } }),
        inSession({ kind: "failed", phase: "x", error: { message: "after the end" } }),
      ),
    );
    watched = await openPage(browser);
    const closed = watched.page
      .waitForEvent("websocket", (socket) => socket.url().includes("/sessions/one/"))
      .then((socket) => socket.waitForEvent("close"));
    await watched.page.goto(example.url);
    await closed;
    assert.equal(await watched.page.locator("#state").innerText(), "Done");
    assert.doesNotMatch(await watched.page.locator("main").innerText(), /after the end/);
  });

  it("reads frames that come as bytes", async () => {
    example = await startExample();
    watched = await openPage(browser);
    await watched.page.routeWebSocket(/sessions/, (socket) => {
      socket.send(Buffer.from(JSON.stringify({ kind: "done", result: { path: "/müsli" } })));
    });
    await watched.page.goto(example.url);
    await watched.page.getByText("/müsli").waitFor();
    assert.deepEqual(watched.faults, []);
  });

  it("says when a session has no end, as where its last frame was refused", async () => {
    const page = await replay({ kind: "phase", phase: "x", at: AT }, { kind: "failed", error: { code: "cancelled" } });
    await page.getByText("The connection closed before the session ended").waitFor();
    assert.match((await messages(page)).join(), /missing required field `phase`/);
  });

  it("keeps the table of problems up to date", async () => {
    const finding = (rule: string, rest: object = {}): object => ({
      rule,
      tier: "soft",
      offending_path: "/a/b.tif",
      ...rest,
    });
    const page = await replay(
      { kind: "phase", phase: "x", at: AT },
      { kind: "snapshot", findings: [finding("stays"), finding("goes"), finding("turns")], audit_at: AT },
      {
        kind: "delta",
        added: [finding("comes", { rule_detail: "<img src=x onerror=alert(1)>" })],
        removed: [{ rule: "goes", offending_path: "/a/b.tif" }],
        changed: [finding("turns", { tier: "hard" })],
        audit_at: AT,
      },
    );
    await page.getByText("1 added, 1 removed, 1 changed").waitFor();
    const rows = page.locator("#problems tr");
    const rules = await rows.locator("td:nth-child(2)").allInnerTexts();
    assert.deepEqual(rules.map(firstLine), ["stays", "turns", "comes"]);
    assert.deepEqual(await rows.locator("td:nth-child(1)").allTextContents(), ["soft", "hard", "soft"]);
    assert.equal(await rows.last().locator("td:nth-child(2) small").innerText(), "<img src=x onerror=alert(1)>");
    assert.deepEqual(watched.faults, []);
  });

  it("shows the problems of a log without a session", async () => {
    const page = await replay({ kind: "snapshot", findings: [], audit_at: AT });
    await page.getByText("0 open.").waitFor();
    assert.equal(await page.locator("#state").innerText(), "No session");
    assert.deepEqual(watched.faults, []);
  });

  it("plays a captured log to its end, session by session", async () => {
    const page = await open("--speed", "max", "--replay", path.join(root, "test/samples/clean.ndjson"));
    const options = page.locator("select#session option");
    // The sessions come one after the other.
    await options.nth(2).waitFor({ state: "attached" });
    const ids = await options.allTextContents();
    for (const id of ids.slice(0, 3)) {
      await page.locator("select#session").selectOption(id);
      await page.locator("#state.done, #state.failed").waitFor();
    }
    assert.deepEqual(await messages(page), []);
    assert.deepEqual(watched.faults, []);
  });
});

function firstLine(text: string): string | undefined {
  return text.split("\n")[0];
}
