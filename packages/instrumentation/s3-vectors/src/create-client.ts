/** How tests make a client of any version. */

/** Makes a client of the service at this address that does not try again. */
export function createClient(
  { S3Vectors }: { S3Vectors: new (options: object) => object },
  endpoint: string,
): object {
  return new S3Vectors({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    endpoint,
  });
}
