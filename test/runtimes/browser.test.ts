import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build as bundle } from "esbuild";
import type { Browser } from "playwright-core";
import { launch, openPage } from "../browser/chromium.js";
import { newFolder } from "../support/schemas.js";
import { bundleByVite, expectedAnswers, writeApp } from "./app.js";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };
const POLICY = "default-src 'self'";

describe("The generated js module answers the same in a browser, under default-src 'self',", function () {
  this.timeout(60_000);
  let browser: Browser;
  let app: string;
  /** Both pages, by Vite. */
  let byVite: string;
  before(async function () {
    browser = await launch(this);
    app = await writeApp();
    byVite = bundleByVite(app);
  });
  after(() => browser?.close());

  for (const entry of ["page", "page-with-worker"]) {
    const where = entry === "page" ? "a page" : "a module worker";

    it(`in ${where} without a bundler`, async () => {
      await assertAnswers(app, `${entry}.html`);
    });

    it(`in ${where} bundled by Vite`, async () => {
      await assertAnswers(byVite, `${entry}.html`);
    });

    it(`in ${where} bundled by esbuild`, async () => {
      const outdir = newFolder();
      await bundle({
        entryPoints: [`${entry}.js`, "worker.js", `${entry}.html`].map((file) => path.join(app, file)),
        outdir,
        bundle: true,
        minify: true,
        format: "esm",
        loader: { ".html": "copy" },
        logLevel: "silent",
      });
      await assertAnswers(outdir, `${entry}.html`);
    });
  }

  it("which is at work: it stops a script that stands in the page", async () => {
    const server = await serve(app);
    const { page, faults } = await openPage(browser);
    await page.goto(addressOf(server, "forbidden.html"));
    const title = await page.title();
    await page.context().close();
    server.close();
    assert.equal(title, "as it was");
    assert.match(faults.join("\n"), /policy violated: script-src-elem inline/);
  });

  async function assertAnswers(folder: string, file: string): Promise<void> {
    const server = await serve(folder);
    const { page, faults } = await openPage(browser);
    await page.goto(addressOf(server, file));
    await page.locator("output:not(:empty)").waitFor({ state: "attached", timeout: 10_000 });
    const answers: unknown = JSON.parse((await page.locator("output").textContent()) ?? "");
    await page.context().close();
    server.close();
    assert.deepEqual(faults, []);
    assert.deepEqual(answers, expectedAnswers());
  }
});

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(request.url ?? "/"));
    // A browser asks for an icon whether a page has one or not.
    if (!existsSync(file)) return response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    response.setHeader("Content-Security-Policy", POLICY);
    return response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "text/plain").end(readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function addressOf(server: Server, file: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${file}`;
}
