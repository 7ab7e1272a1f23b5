/** The twin test of `groq-sdk`. */
import { groq } from './clients/groq.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(groq);
