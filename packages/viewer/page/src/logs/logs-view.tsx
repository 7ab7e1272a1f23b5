/** All log records, newest first. */
import { NativeSelect } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import type { Severity } from '../../../src/api.ts';
import { useLogs } from '../api/queries.ts';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import controls from '../search/list-controls.module.css';
import { SearchBox } from '../search/search-box.tsx';
import { LogList } from './log-list.tsx';
import styles from '../search/list-view.module.css';

const severities: readonly Severity[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** Shows the records. */
export function LogsView(): ReactNode {
  const [values, setValues] = useSearchParams();
  const query = values.get('query') ?? '';
  const severity = severities.find((name) => name === values.get('severity'));
  const list = useLogs({ query: query || undefined, severity });
  const change = (name: string, value: string): void => {
    setValues(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  };
  return (
    <section className={styles.view} aria-label="Logs">
      <header className={controls.controls}>
        <div className={controls.title}>
          <h1>Logs</h1>
          <span aria-live="polite">{list.total}</span>
        </div>
        <div className={controls.row}>
          <SearchBox
            query={query}
            onChange={(text) => change('query', text)}
            placeholder="Search, or event:, trace:, service: …"
            hasFilters={false}
          />
        </div>
        <div className={controls.row}>
          <NativeSelect
            aria-label="Lowest severity"
            size="xs"
            value={severity ?? ''}
            data={[
              { value: '', label: 'Every severity' },
              ...severities.map((name) => ({ value: name, label: `${name} and worse` })),
            ]}
            onChange={(event) => change('severity', event.currentTarget.value)}
          />
        </div>
      </header>
      {list.error ? <Failed error={list.error} /> : null}
      {list.isLoading ? <Waiting /> : null}
      {!list.isLoading && !list.error && list.items.length === 0 ? (
        <Nothing
          icon={<IconFileText size={28} />}
          title={query || severity ? 'Nothing matches' : 'No logs yet'}
        >
          {query || severity
            ? 'No log record has all of this.'
            : 'Log records that carry a trace id are linked to their span.'}
        </Nothing>
      ) : null}
      {list.items.length > 0 ? <LogList logs={list.items} onEnd={list.loadMore} /> : null}
    </section>
  );
}
