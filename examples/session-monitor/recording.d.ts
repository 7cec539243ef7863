import type { AnyEvent } from "./page/events/index.js";

/** What the server plays to its clients: the built-in demo, or a captured log. */
export interface Recording {
  /** The sessions, by their ids. */
  readonly sessions: ReadonlyMap<string, readonly Step[]>;
  readonly problems: readonly Step[];
}

export interface Step {
  /** Milliseconds since the step before. */
  readonly after: number;
  /** What is sent then: an event; or the text of a frame that the schemas refuse, which is sent as it stands. */
  readonly message: () => AnyEvent | string;
  /** Whether the next step waits until the operator has answered. */
  readonly waits?: boolean;
}
