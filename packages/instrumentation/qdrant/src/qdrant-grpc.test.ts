/** The contract of the client by gRPC, on exchanges, for its oldest and its newest version. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { qdrantGrpc } from './index.ts';
import { openPoints } from './open-points.ts';
import { startQdrantServer } from './qdrant-server.ts';

describeAdapter(qdrantGrpc, {
  clients: ['qdrant-grpc-oldest', '@qdrant/js-client-grpc'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: openPoints,
  })),
  exchanges: globSync(`${import.meta.dirname}/grpc-fixtures/*.json`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]),
  live: startQdrantServer,
});
