/** Markdown of a model as elements: no HTML of its own, nothing loaded from elsewhere, links only to where a reader can see. */
import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { makeVisible } from './visible-text.ts';
import styles from './markdown.module.css';

/** The address when it may be a link; absent for `javascript:`, `data:`, relative addresses and everything else. */
export function safeLink(address: string | undefined): string | undefined {
  if (address === undefined || !/^(?:https?:\/\/|mailto:)/i.test(address)) return undefined;
  return URL.canParse(address) ? address : undefined;
}

const components: Components = {
  a: ({ href, children }) => {
    const address = safeLink(href);
    if (address === undefined) return <span className={styles.inert}>{children}</span>;
    return (
      <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={address}>
        {children}
      </a>
    );
  },
  img: ({ src, alt }) => (
    <span className={styles.image} role="img" aria-label={alt || 'image'}>
      image not loaded{alt ? `: ${alt}` : ''}
      {typeof src === 'string' && src !== '' ? <code>{makeVisible(src.slice(0, 200))}</code> : null}
    </span>
  ),
  table: ({ children }) => (
    <div className={styles.table} tabIndex={0} role="region" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  input: ({ checked }) => <span aria-hidden>{checked ? '☑' : '☐'}</span>,
};

// The addresses are kept as written: `safeLink` decides, and pictures only show them.
const keepAddress = (address: string): string => address;

/** Renders the text. */
export const Markdown: (props: { readonly text: string }) => ReactNode = memo(({ text }) => (
  <div className={styles.markdown}>
    <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} urlTransform={keepAddress}>
      {makeVisible(text)}
    </ReactMarkdown>
  </div>
));
