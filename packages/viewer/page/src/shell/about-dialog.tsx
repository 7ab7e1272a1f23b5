/** The viewer itself: where to send telemetry, what is stored, what was not kept, and deleting it all. */
import { Button, CopyButton, Modal } from '@mantine/core';
import { IconCheck, IconCopy, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { apiUrl, postJson } from '../api/api-client.ts';
import { useInfo } from '../api/queries.ts';
import { Facts, type Fact } from '../parts/facts.tsx';
import { formatBytes, formatCount, formatDuration, formatWholeMoment } from '../parts/format.ts';
import styles from './dialog.module.css';

/** Shows the dialog. */
export function AboutDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="This viewer"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {isOpen ? <About /> : null}
    </Modal>
  );
}

/** Variables for a shell that make an application send here. */
export function Environment(): ReactNode {
  const { data: info } = useInfo();
  if (!info) return null;
  const text = Object.entries(info.environment)
    .map(([name, value]) => `export ${name}=${value}`)
    .join('\n');
  return (
    <div className={styles.environment}>
      <pre tabIndex={0} aria-label="Variables to set">
        {text}
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

function About(): ReactNode {
  const { data: info } = useInfo();
  const [isSure, setSure] = useState(false);
  if (!info) return null;
  const { storage, counts, forward } = info;
  return (
    <div className={styles.about}>
      <p>
        Set these where your application runs, or start it with{' '}
        <code>spanwise dev -- your-command</code>.
      </p>
      <Environment />
      <Facts
        groups={[
          {
            name: 'Receives',
            facts: [
              ['HTTP', info.receivers.http],
              ['gRPC', info.receivers.grpc],
              ['since', formatWholeMoment(info.startedAt)],
              ['version', info.version],
              ['services', info.services.join(', ')],
            ],
          },
          {
            name: 'Stored',
            facts: [
              ['in', storage.file ?? 'memory, gone when it stops'],
              ['size', `${formatBytes(storage.bytes)} of at most ${formatBytes(storage.maxBytes)}`],
              [
                'kept for',
                storage.maxAgeMillis === undefined
                  ? undefined
                  : formatDuration(storage.maxAgeMillis),
              ],
              ['traces', formatCount(counts.traces)],
              ['spans', formatCount(counts.spans)],
              ['log records', formatCount(counts.logs)],
              ['metrics', formatCount(counts.metrics)],
            ],
          },
          {
            name: 'Not kept',
            facts: Object.entries(info.dropped).map(([reason, count]): Fact => [
              reason.replaceAll('_', ' '),
              formatCount(count),
            ]),
          },
          {
            name: 'Forwarded',
            facts: forward
              ? [
                  ['to', forward.url],
                  ['sent', formatCount(forward.sent)],
                  ['failed', formatCount(forward.failed)],
                  ['last error', forward.lastError],
                ]
              : [],
          },
        ]}
      />
      <Button
        variant={isSure ? 'filled' : 'default'}
        color={isSure ? 'red' : 'gray'}
        leftSection={<IconTrash size={16} />}
        onClick={() => {
          if (isSure) void postJson(apiUrl('clear'), {});
          setSure(!isSure);
        }}
      >
        {isSure ? 'Really delete everything that is stored' : 'Delete everything'}
      </Button>
    </div>
  );
}
