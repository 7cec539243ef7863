/** The words of findings about schema files. */
import { list, quoted } from "./phrases.js";

export const schemaWording = {
  "schema/not-json": (a: { reason: string }) => ({ message: `not JSON: ${a.reason}` }),
} as const;
void list; void quoted;
