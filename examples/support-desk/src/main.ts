/** Starts the application: `node --conditions=@spanwise/source src/main.ts`. */
import './instrument.ts';
import { startApplication } from './start.ts';

const { url } = await startApplication();
console.log(`The support desk listens on ${url}`);
