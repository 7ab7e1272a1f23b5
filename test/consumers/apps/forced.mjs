/** `spanwise` beside SDK 2, installed by force: it records by the app's own provider and says so. */
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { instrument } from 'spanwise';
import { talk } from './talk.mjs';

const spans = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register();
const spanwise = instrument();
await spanwise.ready;
await talk(new OpenAI());
process.stdout.write(
  JSON.stringify({
    spans: spans.getFinishedSpans().map(({ name }) => name),
    report: spanwise.report(),
  }),
);
