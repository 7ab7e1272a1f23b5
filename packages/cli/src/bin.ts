#!/usr/bin/env node
/** The command `spanwise`. */
import { runCli } from './index.ts';

async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2));
}

void main();
