/** `node --import spanwise/register app.js`: the same as `instrument()`, without touching code. */
import { instrumentLater } from './instrument.ts';

instrumentLater();
