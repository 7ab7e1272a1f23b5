/** Where the page is, kept in the fragment of its address: `#/traces/4bf9?span=00f0`. The server never sees it. */
import { useSyncExternalStore } from 'react';
import type { BaseLocationHook, BaseSearchHook } from 'wouter';

/** The path and the query of a fragment. */
export function splitFragment(fragment: string): { path: string; search: string } {
  const [path = '', search = ''] = fragment.replace(/^#?\/?/, '').split(/\?(.*)/s);
  return { path: `/${path}`, search };
}

/** A part of a path as it was before it was encoded; itself when it is no encoding. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Goes to another place. */
function navigate(to: string, options: { replace?: boolean } = {}): void {
  history[options.replace ? 'replaceState' : 'pushState'](null, '', `#/${to.replace(/^\//, '')}`);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The query of the place, for wouter. */
export const useFragmentSearch: BaseSearchHook = () =>
  useSyncExternalStore(subscribe, () => splitFragment(location.hash).search);

/** The place, for wouter. */
export const useFragmentLocation: BaseLocationHook = Object.assign(
  (): [string, typeof navigate] => [
    useSyncExternalStore(subscribe, () => splitFragment(location.hash).path),
    navigate,
  ],
  { hrefs: (path: string) => `#${path}` },
);

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  addEventListener('popstate', changed);
  return () => {
    removeEventListener('hashchange', changed);
    removeEventListener('popstate', changed);
  };
}
