/** `spanwise/register` in a browser or an edge runtime: says that nothing is recorded. */
import { instrument } from './nowhere.ts';

instrument();
