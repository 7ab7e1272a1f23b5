/** The time line of a streamed call, with the time to its first chunk. */
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Call } from '../../../src/api.ts';
import { formatCount, formatDuration } from '../parts/format.ts';
import { streamPhases } from './stream-phases.ts';
import styles from './stream-line.module.css';

/** Shows the line. Nothing for a call of which no times are known. */
export function StreamLine({ call }: { readonly call: Call }): ReactNode {
  const { stream } = call;
  if (!stream) return null;
  const phases = streamPhases(stream, call.durationMillis);
  const end = phases.at(-1)?.endMillis ?? 0;
  const facts = [
    stream.chunkCount === undefined ? undefined : `${formatCount(stream.chunkCount)} chunks`,
    stream.longestGapMillis === undefined
      ? undefined
      : `longest gap ${formatDuration(stream.longestGapMillis)}`,
    stream.outputTokensPerSecond === undefined
      ? undefined
      : `${formatCount(Math.round(stream.outputTokensPerSecond))} tokens/s`,
    stream.outcome === undefined || stream.outcome === 'completed' ? undefined : stream.outcome,
  ].filter((fact) => fact !== undefined);
  return (
    <div className={styles.stream}>
      {phases.length > 0 ? (
        <div
          className={styles.line}
          role="img"
          aria-label={`Stream: ${phases.map(({ name, startMillis, endMillis }) => `${name} ${formatDuration(endMillis - startMillis)}`).join(', ')}`}
        >
          {phases.map(({ name, startMillis, endMillis }) => (
            <Tooltip
              key={name}
              label={`${name}: ${formatDuration(endMillis - startMillis)}, from ${formatDuration(startMillis)}`}
            >
              <div
                className={styles.phase}
                data-phase={name}
                style={{ flexGrow: (endMillis - startMillis) / end }}
              />
            </Tooltip>
          ))}
        </div>
      ) : null}
      <div className={styles.legend}>
        {phases.map(({ name, startMillis, endMillis }) => (
          <span key={name} className={styles.entry} data-phase={name}>
            {name === 'waiting' ? 'first chunk after' : name}{' '}
            {formatDuration(endMillis - startMillis)}
          </span>
        ))}
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </div>
    </div>
  );
}
