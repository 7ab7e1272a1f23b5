import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  ATTR_GEN_AI_CONVERSATION_ID,
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
} from '@spanwise/semconv';
import {
  ROUTES,
  type ConversationSummary,
  type Page as Part,
  type TraceSummary,
  type Viewer,
} from '@spanwise/viewer';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, startTestViewer } from '../viewer/ask.ts';
import { findBrowser } from './browser.ts';
import { sendTrace, type SentSpan } from './send.ts';

const executablePath = findBrowser();
const root = join(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures of the views go; without it none are taken. */
const pictures = process.env['SPANWISE_SCREENSHOTS'];

const hostile = [
  '<script>document.title = "owned"</script><img src="http://example.com/x.png" onerror="document.title=\'owned\'">',
  '[link](javascript:document.title="owned") ![pixel](https://example.com/pixel.png)',
  '\u001B[31mred\u001B[0m \u202Egnp.exe',
  '<iframe src="https://example.com"></iframe><style>body{display:none}</style>',
].join('\n\n');

function chat(conversationId: string, question: string, answer: string): SentSpan {
  const message = (role: string, content: string): string =>
    JSON.stringify([{ role, parts: [{ type: 'text', content }] }]);
  return {
    name: 'chat small',
    attributes: {
      [ATTR_GEN_AI_OPERATION_NAME]: 'chat',
      [ATTR_GEN_AI_PROVIDER_NAME]: 'openai',
      [ATTR_GEN_AI_REQUEST_MODEL]: 'small',
      [ATTR_GEN_AI_CONVERSATION_ID]: conversationId,
      [ATTR_GEN_AI_INPUT_MESSAGES]: message('user', question),
      [ATTR_GEN_AI_OUTPUT_MESSAGES]: message('assistant', answer),
    },
  };
}

describe.skipIf(executablePath === undefined)('the page (skipped without Chromium)', () => {
  let viewer: Viewer;
  let browser: Browser;
  let context: BrowserContext;
  /** What no page may do: errors, and requests of other hosts. */
  let complaints: string[];

  beforeAll(async () => {
    viewer = await startTestViewer();
    const served = await (await fetch(viewer.url)).text();
    if (!served.includes('type="module"'))
      throw new Error('The page is not built: run "npm run test:page".');
    await promisify(execFile)(
      process.execPath,
      [
        '--conditions=@spanwise/source',
        '--disable-warning=ExperimentalWarning',
        join(root, 'examples/support-desk/src/demo/main.ts'),
        '--once',
      ],
      {
        env: {
          ...process.env,
          ...viewer.environment,
          OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'span_only',
        },
      },
    );
    browser = await chromium.launch({
      executablePath: executablePath!,
      // In a container there is no sandbox of its own to have.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await viewer?.stop();
  });

  afterEach(async () => {
    await context?.close();
  });

  async function open(
    place = '/conversations',
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(10_000);
    complaints = [];
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== 'data:' && origin !== new URL(viewer.url).origin)
        complaints.push(request.url());
    });
    await page.goto(viewer.url);
    await page.getByRole('navigation', { name: 'Views' }).waitFor();
    await go(page, place);
    return page;
  }

  function go(page: Page, place: string): Promise<void> {
    return page.evaluate(`location.hash = ${JSON.stringify(place)}`);
  }

  async function firstKey(query: string): Promise<string> {
    const { items } = await ask<Part<ConversationSummary>>(viewer, ROUTES.conversations, { query });
    return items[0]!.key;
  }

  async function firstTrace(query: string): Promise<string> {
    const { items } = await ask<Part<TraceSummary>>(viewer, ROUTES.traces, { query });
    return items[0]!.traceId;
  }

  async function seriousFindings(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: {
          run: () => Promise<{
            violations: { id: string; impact: string; nodes: { html: string }[] }[];
          }>;
        };
      };
      const { violations } = await checker.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html.slice(0, 160))
              .join(' | ')}`,
        );
    });
  }

  it('takes the token out of the address, and needs none again', async () => {
    const page = await open();
    expect(page.url()).not.toContain(viewer.token);
    await page.reload();
    await page.getByRole('heading', { name: 'Conversations' }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(complaints).toEqual([]);
  });

  it('asks for the token without it, and says when it is wrong', async () => {
    context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(new URL(viewer.url).origin);
    await page.getByLabel('Token').fill('not-the-token-not-the-token');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This is not the token.').waitFor();
    await page.getByLabel('Token').fill(viewer.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Conversations' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Views' }).count()).toBe(1);
  });

  const views: readonly [name: string, place: () => Promise<string>, text: string][] = [
    [
      'conversation',
      async () => `/conversations/${encodeURIComponent(await firstKey('refund'))}`,
      'System prompt',
    ],
    ['traces', async () => '/traces', 'POST /conversations/:id/messages'],
    ['groups', async () => '/traces?group=tenant', 'p95'],
    ['trace', async () => `/traces/${await firstTrace('has:retry')}`, 'invoke_agent support'],
    [
      'compare',
      async () =>
        `/compare?${new URLSearchParams({ left: await firstKey('refund'), right: await firstKey('Norway') }).toString()}`,
      'Messages',
    ],
    ['metrics', async () => '/metrics', 'Over the whole time'],
    ['logs', async () => '/logs', 'gen_ai.evaluation.result'],
    ['lint', async () => '/lint', '@spanwise/core'],
  ];
  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(views)(
      'shows %s without an error, a request elsewhere, or a serious finding of axe',
      async (name, place, text) => {
        const page = await open(await place(), { colorScheme });
        await page.getByText(text).first().waitFor();
        expect(await seriousFindings(page)).toEqual([]);
        if (pictures) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
        }
        expect(complaints).toEqual([]);
      },
    );
  });

  it.each(views)(
    'shows %s on a narrow screen without scrolling sideways',
    async (name, place, text) => {
      const page = await open(await place(), { viewport: { width: 375, height: 740 } });
      await page.getByText(text).first().waitFor();
      const tooWide = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(tooWide).toBe(0);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-narrow.png`) });
      expect(complaints).toEqual([]);
    },
  );

  it('shows a span with its attributes, and what the conventions say of them', async () => {
    const page = await open(`/traces/${await firstTrace('has:retry')}`);
    await page
      .getByRole('button', { name: /^Model chat gpt-4o-mini/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Attributes' }).click();
    await page.getByText('gen_ai.request.model').first().hover();
    await page.getByText('Name of the model that was asked for.').waitFor();
    expect(page.url()).toContain('span=');
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows who called whom', async () => {
    const page = await open(`/traces/${await firstTrace('has:retry')}`);
    await page.getByRole('tab', { name: 'Who called whom' }).click();
    await page.getByRole('img', { name: /support called gpt-4o-mini/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('compares two traces that are chosen from a list', async () => {
    const page = await open('/compare');
    for (const which of ['Choose the first', 'Choose what to compare it with']) {
      await page.getByRole('heading', { name: which }).waitFor();
      // The one that is taken is a trace, so traces are offered next.
      if (which === 'Choose the first')
        await page.getByText('Traces', { exact: true }).last().click();
      await page.getByRole('searchbox', { name: 'Search traces' }).fill('agent:support');
      await page.locator('main li button, section li button').first().click();
    }
    await page.getByText('Only what differs').waitFor();
    const [, left, right] = /left=(\w+)&right=(\w+)/.exec(page.url())!;
    expect([left, right]).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    expect(left).not.toBe(right);
    expect(complaints).toEqual([]);
  });

  it('copies a link, a span, a call as curl and as a fixture', async () => {
    const page = await open(`/traces/${await firstTrace('has:retry')}`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page
      .getByRole('button', { name: /^Model chat gpt-4o-mini/ })
      .first()
      .click();
    const copied = async (item: RegExp): Promise<string> => {
      await page.evaluate('navigator.clipboard.writeText("")');
      const panel = page.getByRole('complementary', { name: 'Span' });
      await panel.getByRole('button', { name: 'Copy', exact: true }).first().click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect
        .poll(() => page.evaluate('navigator.clipboard.readText()'), { timeout: 10_000 })
        .not.toBe('');
      const text = (await page.evaluate('navigator.clipboard.readText()')) as string;
      await page.getByText('Copied').last().waitFor({ state: 'hidden' });
      return text;
    };
    const link = new URL(await copied(/link/i));
    expect([link.origin, link.hash]).toEqual([
      new URL(viewer.url).origin,
      expect.stringMatching(/^#\/traces\/[0-9a-f]{32}\?span=[0-9a-f]{16}$/),
    ]);
    expect(link.href).not.toContain(viewer.token);
    const span = JSON.parse(await copied(/span.*JSON/i)) as { attributes: object };
    expect(span.attributes).toMatchObject({ [ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini' });
    const curl = await copied(/curl/i);
    expect(curl).toMatch(/^curl .*\$OPENAI_API_KEY/s);
    expect(JSON.parse(await copied(/fixture/i))).toBeTypeOf('object');
    expect(complaints).toEqual([]);
  });

  it('opens a link again after a restart on the same file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spanwise-links-'));
    const file = join(folder, 'viewer.db');
    try {
      const first = await startTestViewer({ file });
      const traceId = await sendTrace(first, [chat('kept', 'Is it kept?', 'It is kept.')]);
      await expect
        .poll(async () => (await ask<Part<TraceSummary>>(first, ROUTES.traces)).items.length)
        .toBe(1);
      await first.stop();
      const port = Number(new URL(first.url).port);
      const second = await startTestViewer({ file, port });
      try {
        expect(new URL(second.url).port).toBe(String(port));
        context = await browser.newContext();
        const page = await context.newPage();
        // The token is another one each time.
        await page.goto(`${new URL(second.url).origin}/#/traces/${traceId}`);
        await page.getByLabel('Token').fill(second.token);
        await page.getByRole('button', { name: 'Open' }).click();
        await page.getByText('chat small').first().waitFor();
        await page.goto(`${new URL(second.url).origin}/#/conversations/id%3Akept`);
        await page.getByText('It is kept.').first().waitFor();
        expect(page.url()).toContain('kept');
      } finally {
        await second.stop();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is used by keys: views, search with filters, next, back', async () => {
    const page = await open();
    await page.getByRole('heading', { name: 'Conversations' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('refund ten');
    await page.getByRole('option', { name: /tenant:/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.type('outdoor');
    await expect.poll(() => page.url()).toContain('tenant%3Aoutdoor');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('section[aria-label="Conversations"] mark').first().waitFor();
    await page.keyboard.press('j');
    await page.locator('section[aria-label="Conversations"] a[aria-current]').waitFor();
    await page.keyboard.press('2');
    await page.getByRole('heading', { name: 'Traces' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Spans' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Traces' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows what arrives at once, and holds it while paused', async () => {
    const page = await open();
    await page.getByRole('button', { name: /^Live/ }).waitFor();
    await sendTrace(viewer, [chat('c-live', 'A live question', 'yes')]);
    const list = page.getByRole('list', { name: 'Conversations' });
    await list.getByText('A live question').waitFor();
    await page.keyboard.press('p');
    await sendTrace(viewer, [chat('c-paused', 'A waiting question', 'yes')]);
    await page.getByRole('button', { name: /1 new/ }).waitFor();
    expect(await list.getByText('A waiting question').count()).toBe(0);
    await page.getByRole('button', { name: /1 new/ }).click();
    await list.getByText('A waiting question').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows hostile content as text: nothing runs, nothing loads, nothing hides', async () => {
    const traceId = await sendTrace(viewer, [
      { ...chat('c-hostile', hostile, hostile), name: '<b onclick=alert(1)>name</b>\u001B[2J' },
    ]);
    const page = await open(
      `/conversations/${encodeURIComponent(await firstKey('conversation:c-hostile'))}`,
    );
    await page.getByText('image not loaded').first().waitFor();
    expect(await page.title()).toBe('Spanwise');
    const main = page.getByRole('main');
    expect(await main.locator('script, iframe, style, img, a[href^="javascript:"]').count()).toBe(
      0,
    );
    expect(await main.innerText()).toContain('␛[31mred');
    expect(await main.innerText()).toContain('[U+202E]');
    expect(await main.innerText()).toContain('<script>');
    await go(page, `/traces/${traceId}`);
    await page.getByText('<b onclick=alert(1)>name</b>␛[2J').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('stays quick with 10,000 spans and a message of 1 MB', async () => {
    const parent = 'a'.repeat(16);
    const traceId = await sendTrace(viewer, [
      { name: 'large root', spanId: parent, durationMillis: 10_000 },
      ...Array.from({ length: 9_999 }, (_, index) => ({
        name: `step ${index}`,
        parentSpanId: parent,
        startMillis: index,
      })),
    ]);
    await sendTrace(viewer, [
      chat('c-large', 'Say much.', 'All work and no play. \n'.repeat(45_000)),
    ]);
    const page = await open(`/traces/${traceId}`);
    await page.getByRole('button', { name: 'Own code step 3', exact: true }).waitFor();
    expect(await page.locator('*').count()).toBeLessThan(2_500);
    await go(page, `/conversations/${encodeURIComponent(await firstKey('conversation:c-large'))}`);
    await page.getByText('shown line by line').waitFor();
    expect(await page.locator('*').count()).toBeLessThan(2_500);
    expect(complaints).toEqual([]);
  });

  it('gives a page of another origin nothing, and takes nothing from it', async () => {
    const other = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>other</title>');
    });
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    try {
      const own = await open();
      const page = await own.context().newPage();
      await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
      const outcomes = await page.evaluate(
        async ({ origin, receiver }) => {
          const attempt = async (url: string, init: RequestInit): Promise<string> => {
            try {
              const response = await fetch(url, init);
              return `${response.type} ${response.status}`;
            } catch {
              return 'refused';
            }
          };
          return Promise.all([
            attempt(`${origin}/api/conversations`, { credentials: 'include' }),
            attempt(`${origin}/api/clear`, {
              method: 'POST',
              credentials: 'include',
              headers: { 'content-type': 'application/json' },
              body: '{}',
            }),
            attempt(`${receiver}/v1/traces`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{"resourceSpans":[]}',
            }),
          ]);
        },
        { origin: new URL(viewer.url).origin, receiver: viewer.receivers.http },
      );
      expect(outcomes).toEqual(['refused', 'refused', 'refused']);
      expect((await ask<Part<TraceSummary>>(viewer, ROUTES.traces)).items.length).toBeGreaterThan(
        0,
      );
    } finally {
      other.close();
    }
  });
});
