/** `node --import @spanwise/auto/register app.js`: attaches without touching code. */
import { attach } from './index.ts';

attach();
