/** Text in columns. */
import { width } from "./lines.js";

/** How a table is laid out. */
export interface Layout {
  /** The columns that are aligned to the right. */
  readonly numbers?: ReadonlySet<number>;
  /** How wide a line may be: columns that have no room are left out, the last ones first. */
  readonly most?: number;
}

/** Lines of a table whose columns are as wide as their widest cell. */
export function tableLines(
  rows: readonly (readonly string[])[],
  { numbers = new Set(), most = Infinity }: Layout = {},
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ""))));
  while (widths.length > 1 && lineWidth(widths) > most) widths.pop();
  const cellAt = (columnWidth: number, i: number, cell = ""): string => {
    const gap = " ".repeat(columnWidth - width(cell));
    return numbers.has(i) ? gap + cell : cell + gap;
  };
  return rows.map((row) =>
    widths
      .map((one, i) => cellAt(one, i, row[i]))
      .join(between)
      .trimEnd(),
  );
}

const between = "  ";

function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, between.length * (widths.length - 1));
}
