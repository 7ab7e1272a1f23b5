/** The twin test of `@anthropic-ai/sdk`. */
import { anthropic } from './clients/anthropic.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(anthropic);
