/** Text in columns. */
import { width } from "./diagnostics.js";

/** Lines of a table whose columns are as wide as their widest cell. Columns named in `numbers` are aligned to the right. */
export function tableLines(rows: readonly (readonly string[])[], numbers: ReadonlySet<number> = new Set()): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ""))));
  const cellAt = (cell: string, i: number): string => {
    const gap = " ".repeat((widths[i] ?? 0) - width(cell));
    return numbers.has(i) ? gap + cell : cell + gap;
  };
  return rows.map((row) => row.map(cellAt).join("  ").trimEnd());
}
