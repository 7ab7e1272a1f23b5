/** The twin test of `ollama`. */
import { ollama } from './clients/ollama.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(ollama);
