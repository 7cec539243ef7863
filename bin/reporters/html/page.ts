/** The document: everything in one file, under a policy that lets nothing in but its own style and script. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { installation, type Report } from "../../../generator/index.js";
import { connectionsOf } from "./connections.js";
import { kindsOf } from "./kinds.js";
import { logsOf } from "./logs.js";
import { markup, Markup, visible } from "./markup.js";
import { overTimeOf } from "./over-time.js";
import { problemsOf } from "./problems.js";
import { totalsOf } from "./totals.js";
import { nameOf, noticesOf, verdictOf } from "./verdict.js";

/** The page about a report. */
export function pageOf(report: Report, seconds: number | undefined): Markup {
  const { tone, sentence } = verdictOf(report);
  const sections = [
    { id: "time", label: "Over time", content: overTimeOf(report) },
    { id: "logs", label: "In the logs", content: logsOf(report) },
    { id: "problems", label: "Problems", content: problemsOf(report) },
    { id: "kinds", label: "Kinds", content: kindsOf(report) },
    { id: "connections", label: "Connections", content: connectionsOf(report) },
  ].filter(({ content }) => !content.isEmpty);
  const links = sections.map(({ id, label }) => markup`<li><a href="#${id}">${label}</a></li>`);
  return documentOf(
    `${sentence} – ${nameOf(report)}`,
    markup`
      <header class="${tone}">
        <p class="logs">${visible(nameOf(report))}</p>
        <h1>${sentence}</h1>
        ${noticesOf(report)}
        ${links.length > 1 && markup`<nav aria-label="Sections"><ul>${links}</ul></nav>`}
      </header>
      <main>
        ${totalsOf(report, seconds)}
        ${sections.map(({ content }) => content)}
      </main>`,
  );
}

function documentOf(title: string, body: Markup): Markup {
  const [style, script] = [asset("page.css"), asset("page.js")];
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${new Markup(style)}</style>
      </head>
      <body>
        ${body}
        <script>${new Markup(script)}</script>
      </body>
    </html>`;
}

/** A file beside this one: as a source, or copied into the package. */
function asset(name: string): string {
  const { folder } = installation();
  const source = new URL(`bin/reporters/html/${name}`, folder);
  return readFileSync(existsSync(source) ? source : new URL(`dist/bin/reporters/html/${name}`, folder), "utf8");
}

/** As the policy names what it allows. */
function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
