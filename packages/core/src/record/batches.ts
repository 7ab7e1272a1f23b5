/** The batches that this process is concerned with: who submitted them, and whether their tokens are counted. */
import type { Link, SpanContext } from '@opentelemetry/api';
import { state } from '../state.ts';

/** What is known of one batch. */
export interface KnownBatch {
  /** The span of its submission. Absent when another process submitted it. */
  submission?: SpanContext | undefined;
  /** True once its usage is recorded. */
  isCounted: boolean;
}

/** Of more batches the oldest is forgotten: a later look at it has no link. */
const MAX_BATCHES = 10_000;

function batch(id: string): KnownBatch {
  const { batches } = state();
  let known = batches.get(id);
  if (known === undefined) {
    if (batches.size >= MAX_BATCHES) batches.delete(batches.keys().next().value!);
    batches.set(id, (known = { isCounted: false }));
  }
  return known;
}

/** Remembers which span submitted a batch. */
export function keepSubmission(id: string, submission: SpanContext): void {
  batch(id).submission = submission;
}

/** Links to the submission of a batch; none when this process does not know it. */
export function linksToSubmission(id: unknown): Link[] {
  const known = typeof id === 'string' ? state().batches.get(id)?.submission : undefined;
  return known ? [{ context: known }] : [];
}

/** True the first time that the usage of a batch is there. */
export function countsBatch(id: string): boolean {
  const known = batch(id);
  if (known.isCounted) return false;
  return (known.isCounted = true);
}
