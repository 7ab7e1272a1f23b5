/** What stands where nothing can be shown: not yet, not there, or not possible. */
import { Button, EmptyState, Loader } from '@mantine/core';
import { IconMoodEmpty, IconPlugConnectedX } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiFailure } from '../api/api-client.ts';
import styles from './problem.module.css';

/** While it is being read. */
export function Waiting(): ReactNode {
  return (
    <div className={styles.problem} role="status" aria-label="Loading">
      <Loader size="sm" type="dots" />
    </div>
  );
}

/** When it could not be read. */
export function Failed({
  error,
  missing,
  retry,
}: {
  readonly error: Error;
  /** What a 404 means here. */
  readonly missing?: string | undefined;
  readonly retry?: (() => void) | undefined;
}): ReactNode {
  const isMissing = error instanceof ApiFailure && error.status === 404;
  return (
    <div className={styles.problem} role="alert">
      <EmptyState
        size="sm"
        icon={isMissing ? <IconMoodEmpty size={28} /> : <IconPlugConnectedX size={28} />}
        title={isMissing ? 'Not stored' : 'This could not be read'}
        description={isMissing && missing ? missing : error.message}
        withIndicatorBackground
      >
        {retry && !isMissing ? (
          <EmptyState.Actions>
            <Button variant="default" size="xs" onClick={retry}>
              Try again
            </Button>
          </EmptyState.Actions>
        ) : null}
      </EmptyState>
    </div>
  );
}

/** What was asked for, or what stands in its place. */
export function Read<Answer>({
  result,
  missing,
  children,
}: {
  readonly result: Pick<UseQueryResult<Answer>, 'data' | 'error' | 'refetch'>;
  /** What a 404 means here. */
  readonly missing?: string | undefined;
  readonly children: (answer: Answer) => ReactNode;
}): ReactNode {
  const { data, error, refetch } = result;
  if (data !== undefined) return children(data);
  if (error) return <Failed error={error} missing={missing} retry={() => void refetch()} />;
  return <Waiting />;
}

/** What a 404 of something stored means. */
export const droppedWords =
  'It was dropped to make room, or it was recorded by another run of the viewer.';

/** When there is nothing. */
export function Nothing({
  title,
  children,
  icon,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
}): ReactNode {
  return (
    <div className={styles.problem}>
      <EmptyState
        size="sm"
        icon={icon ?? <IconMoodEmpty size={28} />}
        title={title}
        description={children}
        withIndicatorBackground
      />
    </div>
  );
}
