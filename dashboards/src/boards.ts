/** All boards, in the order in which they are read. */
import type { Board } from './board.ts';
import { conversations } from './boards/conversations.ts';
import { cost } from './boards/cost.ts';
import { health } from './boards/health.ts';
import { inference } from './boards/inference.ts';
import { models } from './boards/models.ts';
import { overview } from './boards/overview.ts';
import { quality } from './boards/quality.ts';
import { retrieval } from './boards/retrieval.ts';
import { stores } from './boards/stores.ts';
import { tenants } from './boards/tenants.ts';

/** All boards. */
export const boards: readonly Board[] = [
  overview,
  models,
  cost,
  tenants,
  retrieval,
  quality,
  conversations,
  inference,
  stores,
  health,
];
