/** `generate --watch`: the same run again and again, with the configuration read anew each time. */
import { type ConfigRequest, type Configuration, configure } from "../generator/index.js";
import { CodegenError } from "../generator/diagnostic.js";
import { watch, type Watched } from "../generator/index.js";
import type { Settings } from "../generator/model.js";
import type { ExitCode } from "./exit.js";
import { interruptible } from "./exit.js";

/** What watching needs of the command. */
export interface Runs {
  /** Generates all protocols and prints what came of it. */
  readonly all: (settings: readonly Settings[]) => Promise<unknown>;
  /** Prints why the configuration cannot be used. */
  readonly refused: (error: CodegenError) => Promise<void>;
}

/** Runs until interrupted. Throws `CodegenError` only where the first configuration cannot be used. */
export async function watchAll(request: ConfigRequest, runs: Runs): Promise<ExitCode> {
  const first = await configure(request);
  await interruptible(async (signal) => {
    let watched = watchedBy(first);
    const run = async (): Promise<Watched> => {
      try {
        const configuration = await configure(request);
        watched = watchedBy(configuration);
        await runs.all(configuration.settings);
      } catch (error) {
        if (!(error instanceof CodegenError)) throw error;
        await runs.refused(error);
      }
      return watched;
    };
    await watch(watched, run, signal);
  });
  return 0;
}

function watchedBy({ file, settings }: Configuration): Watched {
  const folders = settings.map(({ schemas }) => schemas);
  return {
    inputs: [...new Set(file === undefined ? folders : [...folders, file])],
    outputs: settings.map(({ output }) => output),
  };
}
