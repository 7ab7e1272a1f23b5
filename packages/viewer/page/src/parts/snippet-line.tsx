/** Where a search found its words. */
import type { ReactNode } from 'react';
import type { Snippet } from '../../../src/api.ts';
import { makeVisible } from './visible-text.ts';
import styles from './snippet-line.module.css';

/** Shows the words in their surroundings. */
export function SnippetLine({ snippet }: { readonly snippet: Snippet }): ReactNode {
  return (
    <span className={styles.snippet} title={snippet.attribute}>
      {makeVisible(snippet.before)}
      <mark>{makeVisible(snippet.match)}</mark>
      {makeVisible(snippet.after)}
    </span>
  );
}
