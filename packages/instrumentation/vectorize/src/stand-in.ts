/**
 * A binding of Vectorize for tests in Node, which cannot have the real one: its methods, requests and errors are those
 * of workerd 2026-11-17. The server test has the real one.
 */

/** Sends requests to the server at this address. */
export class Vectorize {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async query(vector: readonly number[], options?: object): Promise<unknown> {
    return this.#send('QUERY', 'query', { ...options, vector });
  }

  async queryById(vectorId: string, options?: object): Promise<unknown> {
    return this.#send('QUERY', 'query', { ...options, vectorId });
  }

  async insert(vectors: readonly object[]): Promise<unknown> {
    return this.#send('INSERT', 'insert', { vectors });
  }

  async upsert(vectors: readonly object[]): Promise<unknown> {
    return this.#send('UPSERT', 'upsert', { vectors });
  }

  async deleteByIds(ids: readonly string[]): Promise<unknown> {
    return this.#send('DELETE', 'deleteByIds', { ids });
  }

  async getByIds(ids: readonly string[]): Promise<unknown> {
    return this.#send('GET', 'getByIds', { ids });
  }

  async #send(operation: string, endpoint: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/${endpoint}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const json = (await response.json()) as { readonly code?: number; readonly error?: string };
    if (response.ok) return json;
    throw new Error(`VECTOR_${operation}_ERROR (code = ${json.code}): ${json.error}`);
  }
}
