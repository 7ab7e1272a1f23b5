/** The twin test of `@google/genai`. */
import { googleGenai } from './clients/google-genai.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(googleGenai);
