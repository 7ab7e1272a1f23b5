/** A server that speaks Milvus' protocol, by the client's own description of it, and answers what a test says. */
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import type { WireReply, WireServer } from '@spanwise/testing/situations';
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

/** The `json` of a reply is a message; a `status` is a code of gRPC's, with the `text` as its details. */
type Scripted = Omit<WireServer, 'arrived' | 'closed'>;

/** Starts it on loopback. */
export async function startMilvusServer(): Promise<Scripted> {
  let replies: readonly WireReply[] = [];
  const bodies: string[] = [];
  const answer = (message: Buffer, callback: sendUnaryData<object>): void => {
    const { json, status, text } = replies[bodies.length] ?? replies.at(-1) ?? { status: 13 };
    bodies.push(message.toString('latin1'));
    if (status === undefined) callback(null, json as object);
    else callback({ code: status, details: text ?? '' });
  };
  const { service } = getGRPCService({ serviceName: 'milvus.proto.milvus.MilvusService' }, FORMAT);
  const server = new Server();
  for (const [name, method] of Object.entries(service)) {
    const fixed = FIXED[name];
    const raw = { ...method, requestDeserialize: (bytes: Buffer) => bytes };
    server.addService(
      { [name]: raw },
      {
        [name]: (call: { readonly request: Buffer }, callback: sendUnaryData<object>) =>
          fixed ? callback(null, fixed) : answer(call.request, callback),
      },
    );
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (reply) => {
      replies = [reply].flat();
      bodies.length = 0;
    },
    bodies: () => bodies,
    stop: async () => server.forceShutdown(),
  };
}
