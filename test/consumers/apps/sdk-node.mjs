/** An app that assembles its own SDK 3 and lists the one instrumentation. */
import { NodeSDK } from '@opentelemetry/sdk-node';
import { OpenAIInstrumentation } from '@spanwise/instrumentation-openai';
import OpenAI from 'openai';
import { talk } from './talk.mjs';

const instrumentation = new OpenAIInstrumentation();
const sdk = new NodeSDK({ serviceName: 'sdk-node', instrumentations: [instrumentation] });
sdk.start();
await talk(new OpenAI());
await sdk.shutdown();
process.stdout.write(JSON.stringify({ name: instrumentation.instrumentationName }));
