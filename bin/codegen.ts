#!/usr/bin/env node
import { checkedQuickly } from "./quick.js";

const args = process.argv.slice(2);
if (!(await checkedQuickly(args))) {
  const { main } = await import("./program.js");
  process.exitCode = await main(args);
}
