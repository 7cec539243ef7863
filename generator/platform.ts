/** What Node brings and few runs need, loaded when it is first used: each module takes milliseconds of every start. */
export const platform = {
  get crypto() {
    return process.getBuiltinModule("node:crypto");
  },
  get module() {
    return process.getBuiltinModule("node:module");
  },
  get threads() {
    return process.getBuiltinModule("node:worker_threads");
  },
  get v8() {
    return process.getBuiltinModule("node:v8");
  },
  get vm() {
    return process.getBuiltinModule("node:vm");
  },
  get zlib() {
    return process.getBuiltinModule("node:zlib");
  },
};

/** Milliseconds since some moment. `performance` would bring all that measures Node itself. */
export function milliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Lets whatever else is waiting in this thread have its turn. */
export function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
