/** The twin test of `@mistralai/mistralai`. */
import { mistral } from './clients/mistral.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(mistral);
