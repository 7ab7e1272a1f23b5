/** A picture, sound or file: what is known of it, and itself only when it was captured. */
import { IconFile, IconFileMusic, IconMovie, IconPhoto } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { MediaPart } from '../../../src/api.ts';
import { formatBytes } from './format.ts';
import { makeVisible } from './visible-text.ts';
import styles from './media.module.css';

/** Kinds of pictures that a browser shows without running anything in them. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

const icons: Readonly<Record<string, typeof IconFile>> = {
  image: IconPhoto,
  audio: IconFileMusic,
  video: IconMovie,
};

/** Shows it or its place. */
export function Media({ part }: { readonly part: MediaPart }): ReactNode {
  const Icon = icons[part.modality] ?? IconFile;
  const facts = [
    part.mimeType,
    part.bytes === undefined ? undefined : formatBytes(part.bytes),
    part.fileId ? `file ${part.fileId}` : undefined,
    part.fingerprint ? `fingerprint ${part.fingerprint.slice(0, 16)}` : undefined,
  ].filter((fact) => fact !== undefined);
  const canShow =
    part.content !== undefined && part.mimeType !== undefined && shownTypes.has(part.mimeType);
  return (
    <figure className={styles.media}>
      {canShow ? (
        <img
          src={`data:${part.mimeType};base64,${part.content}`}
          alt={`Captured ${part.modality}`}
        />
      ) : null}
      <figcaption>
        <Icon size={18} />
        <span>
          <b>{makeVisible(part.modality)}</b>
          {facts.length > 0 ? ` · ${makeVisible(facts.join(' · '))}` : ''}
          {canShow ? '' : ' · not captured'}
          {part.uri ? <code title="Not loaded">{makeVisible(part.uri.slice(0, 300))}</code> : null}
        </span>
      </figcaption>
    </figure>
  );
}
