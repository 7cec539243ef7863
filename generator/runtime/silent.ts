import type { Taker } from "./taker.js";

/** For those who ask for no more than whether there is a refusal. */
export class SilentTaker implements Taker {
  isRefused: boolean = false;

  noObject(): undefined {
    this.isRefused = true;
  }

  unknownKind(): undefined {
    this.isRefused = true;
  }

  invalid(): undefined {
    this.isRefused = true;
  }
}

/** For those who do not even ask that. */
export const silent: Taker = {
  isRefused: false,
  noObject: () => undefined,
  unknownKind: () => undefined,
  invalid: () => undefined,
};
