/**
 * A Chromium that is already on the machine. Where there is none the tests skip, unless FRAME_CODEGEN_REQUIRE_BROWSER is
 * set, as it is in CI: there they fail.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PLACES: readonly string[] = [
  process.env["CHROMIUM"] ?? "",
  // Chromium without a window, which starts twice as fast.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  // What `npx playwright-core install chromium` brings.
  chromium.executablePath(),
];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Of a page, and of the pictures in the docs. */
export const SIZE = { width: 1120, height: 850 };

/** A page that notes what went wrong in it. */
export interface WatchedPage {
  readonly page: Page;
  /** Violations of the content security policy, errors that nobody caught, and errors on the console. */
  readonly faults: string[];
  /** Warnings on the console. */
  readonly warnings: string[];
}

/** Starts the browser, in a profile of its own; skips the tests where there is none. */
export async function launch(test: Mocha.Context): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: FLAGS });
  if (process.env["FRAME_CODEGEN_REQUIRE_BROWSER"] === undefined) {
    console.log("    There is no Chromium here (CHROMIUM may name one): the tests that take a browser are skipped.");
    test.skip();
  }
  throw new Error(`There is no Chromium at ${PLACES.filter(Boolean).join(", ")}.`);
}

/** A new page with a fixed size, language, time zone and colour scheme. */
export async function openPage(browser: Browser): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: SIZE,
    colorScheme: "light",
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const warnings: string[] = [];
  // As text: what runs in the page is not of Node, and the types of this project's tests know no DOM.
  await page.addInitScript(`
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error("policy violated: " + violatedDirective + " " + blockedURI));
  `);
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
    if (message.type() === "warning") warnings.push(message.text());
  });
  return { page, faults, warnings };
}
