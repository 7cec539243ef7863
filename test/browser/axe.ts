/**
 * What axe-core, the common checker of accessibility, finds wrong with a page as it stands.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Result {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** The barriers, by all of its rules or by those named, one text for each element. */
export async function barriersIn(page: Page, ...rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: rules }) };
  const results = `axe.run(${JSON.stringify(options)})`;
  const { violations, passes } = await page.evaluate<Record<"violations" | "passes", Result[]>>(results);
  if (passes.length === 0) throw new Error("axe-core looked at nothing");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
