/** The stage that judges the regular expressions of schemas. */
import type { Settings } from "../model.js";
import { type Diagnostic, errorAt } from "../diagnostic.js";
import type { PatternFault } from "../patterns/judge.js";
import type { Draft, PatternUse } from "./draft.js";

/** The drafts, with what is wrong with their patterns added to what was found. */
export async function judgePatterns(
  drafts: ReadonlyMap<string, Draft>,
  { allowPatterns }: Pick<Settings, "allowPatterns">,
): Promise<Map<string, Draft>> {
  // Most protocols have no patterns, and what judges them takes longer to load than they take to be read.
  if ([...drafts.values()].every((draft) => draft.patterns.length === 0)) return new Map(drafts);
  const { Judge } = await import("../patterns/judge.js");
  const judge = new Judge();
  const judged = new Map(drafts);
  for (const [key, draft] of drafts) {
    const found: Diagnostic[] = [];
    for (const use of draft.patterns) {
      const fault = await judge.faultOf(use.pattern, { allowed: allowPatterns.includes(use.pattern) });
      if (fault !== undefined) found.push(diagnosticOf(use, fault));
    }
    if (found.length > 0) judged.set(key, { ...draft, found: [...draft.found, ...found] });
  }
  return judged;
}

function diagnosticOf({ pattern, where }: PatternUse, fault: PatternFault): Diagnostic {
  switch (fault.fault) {
    case "not-javascript":
      return errorAt("schema/bad-pattern", where, { pattern, ...fault });
    case "slow":
      return errorAt("schema/slow-pattern", where, { pattern, ...fault });
    case "unclear":
      return errorAt("schema/unclear-pattern", where, { pattern, ...fault });
  }
}
