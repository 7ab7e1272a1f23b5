/** Opens a real DuckDB for the tests, with what it holds. */

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

/** Opens one in memory, and connects to it. */
export async function openConnection({ DuckDBInstance }: Loose): Promise<Loose> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    'CREATE TABLE articles (id INTEGER, tenant_id VARCHAR, body VARCHAR, embedding FLOAT[3])',
  );
  await connection.run(
    "INSERT INTO articles VALUES (1, 'acme', 'CANARY-FIRST', [1, 0, 0]), (2, 'acme', 'CANARY-SECOND', [0, 1, 0]), (3, 'other', 'CANARY-THIRD', [1, 1, 0])",
  );
  return connection;
}
