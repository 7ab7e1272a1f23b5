/** A key and a certificate that it signed itself, for 127.0.0.1. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** Made anew, so that no key lies in the repository. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  // RFC 5280, each value after its tag and length (X.690).
  const ecdsaWithSha256 = tagged(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
  const commonName = tagged(
    0x30,
    tagged(
      0x31,
      tagged(0x30, Buffer.from('0603550403', 'hex'), tagged(0x0c, Buffer.from('127.0.0.1'))),
    ),
  );
  const validity = tagged(
    0x30,
    tagged(0x17, Buffer.from('200101000000Z')),
    tagged(0x17, Buffer.from('491231235959Z')),
  );
  const address = tagged(0x30, tagged(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = tagged(
    0xa3,
    tagged(0x30, tagged(0x30, Buffer.from('0603551d11', 'hex'), tagged(0x04, address))),
  );
  const serial = createHash('sha256').update(spki).digest().subarray(0, 8);
  // Positive, and no byte too many.
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const content = tagged(
    0x30,
    tagged(0xa0, Buffer.from('020102', 'hex')),
    tagged(0x02, serial),
    ecdsaWithSha256,
    commonName,
    validity,
    commonName,
    spki,
    extensions,
  );
  const signature = sign('sha256', content, privateKey);
  const certificate = tagged(
    0x30,
    content,
    ecdsaWithSha256,
    tagged(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
