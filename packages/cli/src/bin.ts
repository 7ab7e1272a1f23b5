#!/usr/bin/env node
/** The command `spanwise`. */
import { runCli } from './index.ts';

process.exitCode = await runCli(process.argv.slice(2));
