/** Prints what is wrong with schemas or output; with --quiet errors only. */
import type { Diagnostic } from "../../generator/diagnostic.js";
import type { Context } from "../command.js";

export async function reportFlaws(
  found: readonly Diagnostic[],
  { quiet }: { readonly quiet?: boolean },
  context: Context,
): Promise<void> {
  const shown = quiet === true ? found.filter(({ severity }) => severity === "error") : found;
  if (shown.length === 0) return;
  // Most runs find nothing, and do not wait for what prints it.
  const { reportDiagnostics } = await import("./diagnostics.js");
  await reportDiagnostics(shown, context);
}
