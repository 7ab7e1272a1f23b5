/** The twin test of `together-ai`. */
import { together } from './clients/together.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(together);
