/** The twin test of `cohere-ai`. */
import { cohere } from './clients/cohere.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(cohere);
