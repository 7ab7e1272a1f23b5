/** A server that speaks Milvus' protocol, by the client's own description of it, and answers what a test says. */
import { startGrpcServer } from '@spanwise/testing/grpc-server';
import { getGRPCService } from '@zilliz/milvus2-sdk-node';

const FORMAT = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };
const SUCCESS = { error_code: 'Success', reason: '' };

/** What a client asks before its calls, and is answered. The collections are all alike. */
const FIXED: Readonly<Record<string, object>> = {
  Connect: { status: SUCCESS, identifier: '1', server_info: { build_tags: '2.6.0' } },
  GetVersion: { status: SUCCESS, version: '2.6.0' },
  DescribeCollection: {
    status: SUCCESS,
    collectionID: '1',
    consistency_level: 'Eventually',
    schema: {
      name: 'articles',
      fields: [
        { fieldID: '100', name: 'id', is_primary_key: true, data_type: 'Int64' },
        {
          fieldID: '101',
          name: 'embedding',
          data_type: 'FloatVector',
          type_params: [{ key: 'dim', value: '3' }],
        },
        { fieldID: '102', name: 'words', data_type: 'SparseFloatVector', type_params: [] },
        { fieldID: '103', name: 'text', data_type: 'VarChar', type_params: [] },
        { fieldID: '104', name: 'tenant', data_type: 'VarChar', type_params: [] },
      ],
    },
  },
};

/** Starts it on loopback. */
export function startMilvusServer(): ReturnType<typeof startGrpcServer> {
  const { service } = getGRPCService({ serviceName: 'milvus.proto.milvus.MilvusService' }, FORMAT);
  return startGrpcServer(
    Object.entries(service).map(([name, { path, responseSerialize }]) => ({
      path,
      encode: responseSerialize as (json: never) => Buffer,
      fixed: FIXED[name],
    })),
  );
}
