/** Starts the application: `node --conditions=@spanwise/source src/main.ts`. */
// oxlint-disable-next-line import/no-unassigned-import -- it instruments what comes after it
import './instrument.ts';
import { startApplication } from './start.ts';

const { url } = await startApplication();
console.log(`The support desk listens on ${url}`);
