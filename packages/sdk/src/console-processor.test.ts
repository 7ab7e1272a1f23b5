import { ROOT_CONTEXT, trace, type Context, type Span, type Tracer } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { beforeEach, describe, expect, it } from 'vitest';
import { consoleProcessor } from './console-processor.ts';

let written: string[];
let provider: TracerProvider;
let tracer: Tracer;

beforeEach(() => {
  written = [];
  provider = new TracerProvider({
    spanProcessors: [consoleProcessor((text) => written.push(text))],
  });
  tracer = provider.getTracer('test');
});

const start = (name: string, parent?: Span): Span =>
  tracer.startSpan(name, {}, parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
const names = (): string[][] =>
  written.map((text) =>
    text
      .trim()
      .split('\n')
      .map((line) => line.replace(/^[│├└─ ]+/, '').replace(/ {2}.*/, '')),
  );

describe('consoleProcessor', () => {
  it('prints a trace once, when its last span has ended', () => {
    const root = start('root');
    const child = start('child', root);
    child.end();
    expect(written).toEqual([]);
    root.end();
    expect(names()).toEqual([['root', 'child']]);
  });

  it('waits for a stream that ends after its root', () => {
    const root = start('root');
    const stream = start('stream', root);
    root.end();
    expect(written).toEqual([]);
    stream.end();
    expect(names()).toEqual([['root', 'stream']]);
  });

  it('shows a trace without the child that never ends when the process may end, and the child when it does', async () => {
    const root = start('root');
    const child = start('child', root);
    const running = start('running');
    root.end();
    await provider.forceFlush();
    expect(names()).toEqual([['root']]);
    child.end();
    expect(names()).toEqual([['root'], ['child']]);
    running.end();
    expect(names()).toEqual([['root'], ['child'], ['running']]);
  });

  it('prints what is left at shutdown', async () => {
    const root = start('root');
    start('child', root).end();
    await provider.shutdown();
    expect(names()).toEqual([['child']]);
  });

  it('takes a parent of another process for none', () => {
    const remote: Context = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      traceFlags: 1,
      isRemote: true,
    });
    tracer.startSpan('server', {}, remote).end();
    expect(names()).toEqual([['server']]);
  });

  it('keeps 200 traces that wait and prints the oldest of more', () => {
    const roots: Span[] = [];
    for (let count = 0; count < 200; count++) {
      const root = start(`root ${count}`);
      start(`child ${count}`, root).end();
      roots.push(root);
    }
    expect(written).toEqual([]);
    start('one more');
    expect(names()).toEqual([['child 0']]);
  });

  it('keeps 500 spans of a trace and counts the others', () => {
    const root = start('root');
    for (let count = 0; count < 501; count++) start('child', root).end();
    root.end();
    expect(written).toHaveLength(1);
    expect(written[0]!.trim().split('\n')).toHaveLength(501);
    expect(written[0]).toContain('… and 2 more spans');
  });
});
