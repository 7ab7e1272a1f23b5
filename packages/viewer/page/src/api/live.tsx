/** Live updates: what the server says has changed is read again, unless the reader has paused. */
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import type { LiveEvents } from '../../../src/api.ts';
import { apiUrl } from './api-client.ts';

/** Live updates as the page shows them. */
export interface Live {
  readonly isConnected: boolean;
  readonly isPaused: boolean;
  /** Traces that came or changed since the pause began. */
  readonly waitingCount: number;
  readonly setPaused: (isPaused: boolean) => void;
}

const LiveContext = createContext<Live>({
  isConnected: false,
  isPaused: false,
  waitingCount: 0,
  setPaused: () => {},
});

/** The lists and sums that any new trace changes. */
const listKeys = ['traces', 'conversations', 'groups', 'info', 'findings', 'values'];

/** Reads again at most this often. */
const refreshMillis = 500;

/** Live updates of the nearest {@link LiveProvider}. */
export function useLive(): Live {
  return useContext(LiveContext);
}

/** Listens to the server for everything below it. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [isConnected, setConnected] = useState(false);
  const [isPaused, setPausedState] = useState(false);
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const pausedNow = useRef(false);
  const stale = useRef(new Map<string, readonly unknown[]>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const refresh = useCallback(() => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      if (pausedNow.current) return;
      const keys = [...stale.current.values()];
      stale.current.clear();
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
    }, refreshMillis);
  }, [queries]);

  const setPaused = useCallback(
    (next: boolean) => {
      pausedNow.current = next;
      setPausedState(next);
      setWaiting(new Set());
      if (!next) refresh();
    },
    [refresh],
  );

  useEffect(() => {
    const source = new EventSource(apiUrl('live'));
    const mark = (...key: readonly string[]): void => {
      stale.current.set(key.join('\n'), key);
    };
    const on = <Name extends keyof LiveEvents>(
      name: Name,
      handle: (event: LiveEvents[Name]) => void,
    ): void => {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        handle(JSON.parse(event.data) as LiveEvents[Name]);
        refresh();
      });
    };
    source.addEventListener('open', () => setConnected(true));
    source.addEventListener('error', () => setConnected(false));
    let startedAt: number | undefined;
    on('hello', (hello) => {
      setConnected(true);
      // Reading all again at the first one would double what the page has just read.
      if (startedAt !== undefined) stale.current.set('', []);
      startedAt = hello.startedAt;
    });
    on('traces', ({ traces, conversationKeys }) => {
      for (const key of listKeys) mark(key);
      for (const { traceId } of traces) mark('trace', traceId);
      for (const key of conversationKeys) mark('conversation', key);
      if (pausedNow.current) {
        setWaiting((before) => new Set([...before, ...traces.map(({ traceId }) => traceId)]));
      }
    });
    on('evicted', () => {
      for (const key of listKeys) mark(key);
    });
    on('counts', () => {
      for (const key of ['logs', 'metrics', 'metric', 'info']) mark(key);
    });
    on('cleared', () => stale.current.set('', []));
    return () => {
      source.close();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [refresh]);

  const live = useMemo(
    () => ({ isConnected, isPaused, waitingCount: waiting.size, setPaused }),
    [isConnected, isPaused, waiting, setPaused],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}
