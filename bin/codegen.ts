#!/usr/bin/env node
import { checkedQuickly } from "./quick.js";

const args = process.argv.slice(2);
if (!(await checkedQuickly(args))) {
  const { main } = await import("./program.js");
  const { onLoss, plain } = await import("./terminal.js");
  let isLost = false;
  onLoss(process.stdout, (reason) => {
    if (!isLost) process.stderr.write(`codegen: cannot write to the standard output: ${plain(reason)}\n`);
    isLost = true;
    process.exitCode = 2;
  });
  const code = await main(args);
  process.exitCode = isLost ? 2 : code;
}
