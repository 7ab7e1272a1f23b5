/** The twin test of `openai`. */
import { openai } from './clients/openai.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(openai);
