/** What V8 is told of the runs of the command line: flags by which its versions were measured to take less time. */
import { platform } from "../generator/platform.js";

/** What a run is like. */
export type Run = "short" | "watching" | "repeated" | "scanning";

/**
 * Short: most of what generating runs, it runs too few times to be worth optimising. By its own measure V8's compiler takes a
 * quarter of the time of 800 kinds in Node 20, and nearly half of it in Node 22. Node 24 does well by itself.
 * Watching: the same for the first changes; what runs again at each change is worth optimising in the end.
 * Scanning: the scanner is compiled by itself, and what is around it runs a few times for each megabyte of a log. To optimise that
 * takes a tenth of the time of 300 MB; what runs for each frame, where frames are judged one by one, is optimised soon all the same.
 * Repeated: one run, nearly all of which comes from earlier ones, and little memory that is used over and over is faster than much that is new.
 */
const flags: readonly { readonly version: RegExp; readonly of: Readonly<Record<Run, readonly string[]>> }[] = [
  {
    version: /^11\.3\./,
    of: {
      short: ["--interrupt-budget=1000000"],
      watching: ["--interrupt-budget=400000"],
      repeated: ["--semi-space-growth-factor=1"],
      scanning: ["--interrupt-budget=500000"],
    },
  },
  {
    version: /^12\./,
    of: {
      short: ["--invocation-count-for-turbofan=60000", "--no-use-osr"],
      watching: [],
      repeated: ["--semi-space-growth-factor=1"],
      scanning: [],
    },
  },
];

/** The flags for a run in a version of V8: none where it is not known, as it would say aloud that it knows no such flag. */
export function flagsFor(run: Run, version: string): readonly string[] {
  return flags.find((one) => one.version.test(version))?.of[run] ?? [];
}

/** Tells V8 what is to come. */
export function expect(run: Run): void {
  for (const flag of flagsFor(run, process.versions.v8)) platform.v8.setFlagsFromString(flag);
}
