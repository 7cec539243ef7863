import type { AnyEvent } from "./page/events/index.js";

/** What the server plays to its clients: the built-in demo, or a captured log. */
export interface Recording {
  /** The sessions by their ids; called anew for every client that connects. */
  readonly sessions: ReadonlyMap<string, () => Step[]>;
  readonly problems: () => Step[];
}

export interface Step {
  /** Milliseconds since the step before. */
  readonly after: number;
  /** An event; or the text of a frame that the schemas refuse, to be sent as it stands. */
  readonly message: AnyEvent | string;
  /** Whether the next step waits until the operator has answered. */
  readonly waits?: boolean;
}
