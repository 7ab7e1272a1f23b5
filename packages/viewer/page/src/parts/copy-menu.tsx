/** Copies what is shown: its link, its telemetry, and a call as a command or a fixture. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconCopy } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Call, Span } from '../../../src/api.ts';
import { apiUrl, getJson, getText } from '../api/api-client.ts';
import { asCurl } from '../copies/as-curl.ts';
import { asFixture } from '../copies/as-fixture.ts';
import { readCallContent } from '../copies/call-content.ts';
import { addressOf, traceLink } from '../shell/links.ts';

/** How long it says that it has copied. */
const sayMillis = 2_000;

/** Shows the menu. */
export function CopyMenu({
  traceId,
  spanId,
  call,
  link,
}: {
  readonly traceId: string;
  /** Absent: the whole trace. */
  readonly spanId?: string | undefined;
  /** Of the span, when it is a call of a model. */
  readonly call?: Call | undefined;
  /** The place to link to. Default: the trace or its span. */
  readonly link?: string | undefined;
}): ReactNode {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) return undefined;
    const timer = setTimeout(() => setSaid(undefined), sayMillis);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = (make: () => Promise<string | undefined> | string): void => {
    void (async () => {
      try {
        const text = await make();
        if (text === undefined) {
          setSaid('Not possible: its messages or its API are not known');
          return;
        }
        await navigator.clipboard.writeText(text);
        setSaid('Copied');
      } catch (error) {
        setSaid(error instanceof Error ? error.message : 'Not copied');
      }
    })();
  };
  const readSpan = (): Promise<Span> =>
    getJson<Span>(apiUrl('span', { traceId, spanId: spanId ?? '' }));

  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={said === 'Copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
          rightSection={<IconChevronDown size={12} />}
        >
          <span aria-live="polite">{said ?? 'Copy'}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy(() => addressOf(link ?? traceLink(traceId, spanId)))}>
          Link
        </Menu.Item>
        {spanId === undefined ? null : (
          <Menu.Item
            onClick={() => copy(async () => JSON.stringify(await readSpan(), undefined, 2))}
          >
            Span as JSON
          </Menu.Item>
        )}
        <Menu.Item onClick={() => copy(() => getText(apiUrl('traceOtlp', { traceId })))}>
          Trace as OTLP JSON
        </Menu.Item>
        {call ? (
          <>
            <Menu.Divider />
            <Menu.Item
              onClick={() => copy(async () => asCurl(call, readCallContent(await readSpan())))}
            >
              Call as curl
            </Menu.Item>
            <Menu.Item
              onClick={() => copy(async () => asFixture(call, readCallContent(await readSpan())))}
            >
              Call as test fixture
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
