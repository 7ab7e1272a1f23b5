/** The twin test of `@cerebras/cerebras_cloud_sdk`. */
import { cerebras } from './clients/cerebras.ts';
import { describeTwin } from './describe-twin.ts';

describeTwin(cerebras);
