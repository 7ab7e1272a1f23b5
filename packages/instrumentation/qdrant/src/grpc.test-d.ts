/** The real client by gRPC still has the shapes that are read. */
import type {
  CountResponse,
  DeletePoints,
  Filter,
  GetPoints,
  QueryBatchPoints,
  QueryBatchResponse,
  QueryGroupsResponse,
  QueryPoints,
  QueryResponse,
  ScrollPoints,
  SearchBatchPoints,
  SearchPoints,
  UpsertPoints,
  Vector,
} from '@qdrant/js-client-grpc';
import { expectTypeOf, it } from 'vitest';
import type { GrpcFilter, GrpcReply, GrpcRequest, GrpcVector } from './grpc.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ collectionName: 7 }>().not.toExtend<GrpcRequest>();
  expectTypeOf<{ must: 7 }>().not.toExtend<GrpcFilter>();
  expectTypeOf<{ data: 'text' }>().not.toExtend<GrpcVector>();
});

it('has messages of searches', () => {
  expectTypeOf<SearchPoints>().toExtend<GrpcRequest>();
  expectTypeOf<SearchBatchPoints>().toExtend<GrpcRequest>();
  expectTypeOf<QueryPoints>().toExtend<GrpcRequest>();
  expectTypeOf<QueryBatchPoints>().toExtend<GrpcRequest>();
  expectTypeOf<Filter>().toExtend<GrpcFilter>();
});

it('has messages of what is written, deleted and read', () => {
  expectTypeOf<UpsertPoints>().toExtend<GrpcRequest>();
  expectTypeOf<DeletePoints>().toExtend<GrpcRequest>();
  expectTypeOf<GetPoints>().toExtend<GrpcRequest>();
  expectTypeOf<ScrollPoints>().toExtend<GrpcRequest>();
  expectTypeOf<Vector>().toExtend<GrpcVector>();
});

it('has replies', () => {
  expectTypeOf<QueryResponse>().toExtend<GrpcReply>();
  expectTypeOf<QueryBatchResponse>().toExtend<GrpcReply>();
  expectTypeOf<QueryGroupsResponse>().toExtend<GrpcReply>();
  expectTypeOf<CountResponse>().toExtend<GrpcReply>();
});
