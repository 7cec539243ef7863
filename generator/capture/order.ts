/** The order rules of channels: what is kept of a connection, how parts of it add up, and what breaks a rule. */
import type { Channel } from "../model.js";
import { captureWording, type FrameCode } from "../wording/capture.js";
import type { Problem } from "./problem.js";
import type { ConnectionOrder, Mark, Marks } from "./tally.js";

export type Building = { -readonly [K in keyof ConnectionOrder]: ConnectionOrder[K] };

/** What the rules of a channel say of a kind. */
export interface Role {
  readonly isFirst: boolean;
  readonly isTerminal: boolean;
}

/** A connection that begins with this frame. */
export function beginOrder(
  start: Pick<ConnectionOrder, "file" | "connection" | "channel">,
  role: Role,
  mark: Mark,
): ConnectionOrder {
  const order = { ...start, frames: 1, first: mark, isFirst: role.isFirst, last: { ...mark, excerpt: "" } };
  return role.isTerminal ? { ...order, terminal: mark } : order;
}

/** Another frame of a connection; the mark with its excerpt is made only where it is kept. */
export function continueOrder(
  order: Building,
  { isFirst, isTerminal }: Role,
  marks: { bare: Mark; full: () => Mark },
): void {
  order.frames++;
  order.last = marks.bare;
  if (order.terminal !== undefined) order.after = more(order.after, 1, marks.full);
  else {
    if (isFirst) order.again = more(order.again, 1, marks.full);
    if (isTerminal) order.terminal = marks.full();
  }
}

function more(marks: Marks | undefined, frames: number, first: () => Mark): Marks {
  return marks === undefined ? { frames, first: first() } : { frames: marks.frames + frames, first: marks.first };
}

/** One connection from two parts of it, in order. */
export function joinOrders(a: ConnectionOrder, b: ConnectionOrder): ConnectionOrder {
  const joined: Building = { ...a, frames: a.frames + b.frames, last: b.last };
  if (a.terminal !== undefined) {
    joined.after = more(a.after, b.frames, () => b.first);
    return joined;
  }
  // With nothing before them, frames of the second part were judged as the beginning.
  if (b.isFirst) joined.again = more(a.again, 1, () => b.first);
  const { again } = b;
  if (again !== undefined) joined.again = more(joined.again, again.frames, () => again.first);
  if (b.terminal !== undefined) joined.terminal = b.terminal;
  if (b.after !== undefined) joined.after = b.after;
  return joined;
}

/** A problem with a count: it stands for so many frames. */
export interface OrderProblem {
  readonly frames: number;
  readonly problem: Problem;
}

/** What breaks the rules of the channel. */
export function orderProblems(
  order: ConnectionOrder,
  { first, terminal }: Pick<Channel, "first" | "terminal">,
): OrderProblem[] {
  const found: OrderProblem[] = [];
  const add = (code: FrameCode, mark: Mark, said: { readonly message: string; readonly frames: number }): void => {
    const { kind, excerpt, ...place } = mark;
    const severity = code === "order/no-terminal" ? "warning" : "error";
    const connection = order.connection === "" ? {} : { connection: order.connection };
    const shown = { text: excerpt, from: 0, to: excerpt.length };
    const problem: Problem = { code, severity, ...place, ...connection, kind, message: said.message, excerpt: shown };
    found.push({ frames: said.frames, problem });
  };
  if (first.length > 0 && !order.isFirst) {
    const args = { kind: order.first.kind, first };
    add("order/not-first", order.first, { ...captureWording["order/not-first"](args), frames: 1 });
  }
  if (first.length > 0 && order.again !== undefined) {
    const { frames, first: mark } = order.again;
    add("order/first-again", mark, { ...captureWording["order/first-again"]({ kind: mark.kind, frames }), frames });
  }
  if (order.terminal !== undefined && order.after !== undefined) {
    const { frames, first: mark } = order.after;
    const args = { kind: mark.kind, terminal: order.terminal.kind, frames };
    add("order/after-terminal", mark, { ...captureWording["order/after-terminal"](args), frames });
  }
  if (terminal.length > 0 && order.terminal === undefined) {
    add("order/no-terminal", order.last, { ...captureWording["order/no-terminal"]({ terminal }), frames: 1 });
  }
  return found;
}
