/** The page: who is asking, what is listened to, and which view is shown. */
import { Loader, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useState, type ReactNode } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { ApiFailure } from '../api/api-client.ts';
import { LiveProvider } from '../api/live.tsx';
import { readInfo } from '../api/queries.ts';
import { signInByAddress } from '../api/session.ts';
import { ConversationsView } from '../conversations/conversations-view.tsx';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import { decodePart, useFragmentLocation, useFragmentSearch } from './location.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';
import { theme } from './theme.ts';
import styles from './app.module.css';

const TracesView = lazy(async () => ({
  default: (await import('../traces/traces-view.tsx')).TracesView,
}));
const TraceView = lazy(async () => ({
  default: (await import('../traces/trace-view.tsx')).TraceView,
}));
const CompareView = lazy(async () => ({
  default: (await import('../compare/compare-view.tsx')).CompareView,
}));
const MetricsView = lazy(async () => ({
  default: (await import('../metrics/metrics-view.tsx')).MetricsView,
}));
const LogsView = lazy(async () => ({ default: (await import('../logs/logs-view.tsx')).LogsView }));
const LintView = lazy(async () => ({ default: (await import('../lint/lint-view.tsx')).LintView }));

/** The whole page. */
export function App(): ReactNode {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            // Live updates say when something is stale.
            staleTime: 30_000,
            refetchOnWindowFocus: false,
            retry: (count, error) =>
              count < 2 &&
              !(error instanceof ApiFailure && error.status >= 400 && error.status < 500),
          },
        },
      }),
  );
  return (
    // No styles that a script writes: the policy forbids them, and `page.css` has the colours.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        {/* oxlint-disable-next-line react/hooks -- the router calls them */}
        <Router hook={useFragmentLocation} searchHook={useFragmentSearch}>
          <Gate />
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Lets in who has the token. */
function Gate(): ReactNode {
  const queries = useQueryClient();
  const session = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      try {
        await signInByAddress();
      } catch (error) {
        // A stale address; an older session may still hold.
        if (!(error instanceof ApiFailure && error.status === 401)) throw error;
      }
      await queries.fetchQuery({ queryKey: ['info'], queryFn: readInfo, staleTime: 0 });
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (session.isPending) {
    return (
      <div className={styles.whole}>
        <Loader type="dots" aria-label="Loading" />
      </div>
    );
  }
  if (session.error instanceof ApiFailure && session.error.status === 401) {
    return <SignIn onDone={() => void session.refetch()} />;
  }
  if (session.error) {
    return (
      <main className={styles.whole}>
        <Failed error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  return (
    <LiveProvider>
      <Shell>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/conversations/:key?">
              {({ key }) => <ConversationsView selected={key && decodePart(key)} />}
            </Route>
            <Route path="/traces">
              <TracesView />
            </Route>
            <Route path="/traces/:traceId">
              {({ traceId }) => <TraceView key={traceId} traceId={decodePart(traceId)} />}
            </Route>
            <Route path="/compare">
              <CompareView />
            </Route>
            <Route path="/metrics">
              <MetricsView />
            </Route>
            <Route path="/logs">
              <LogsView />
            </Route>
            <Route path="/lint">
              <LintView />
            </Route>
            <Route path="/">
              <Redirect to="/conversations" replace />
            </Route>
            <Route>
              <Nothing title="There is no such page">
                The address may be from another version.
              </Nothing>
            </Route>
          </Switch>
        </Suspense>
      </Shell>
    </LiveProvider>
  );
}
