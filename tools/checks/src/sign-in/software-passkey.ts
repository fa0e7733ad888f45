import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Present, and verified by the authenticator (WebAuthn level 3, 6.1). */
const FLAGS = 0x05;

/** A passkey as an authenticator would have it: ES256, and no counter. */
export class SoftwarePasskey {
  readonly credentialId = randomBytes(32).toString('base64url');
  /** In COSE's form (RFC 9053, 7.1.1). */
  readonly publicKey: Buffer;
  private readonly privateKey: KeyObject;

  constructor(private readonly origin: string) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
    const head = [Buffer.from('a501020326200121', 'hex'), Buffer.from('5820', 'hex')];
    this.publicKey = Buffer.concat([...head, Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]); // prettier-ignore
    this.privateKey = pair.privateKey;
  }

  /** The answer of a browser to a page that asks for a passkey, as JSON. */
  answer({ challenge }: { challenge: string }): string {
    const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: this.origin, crossOrigin: false })); // prettier-ignore
    const site = createHash('sha256').update(new URL(this.origin).hostname).digest();
    const authenticatorData = Buffer.concat([site, Buffer.from([FLAGS, 0, 0, 0, 0])]);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
    const text = (bytes: Buffer) => bytes.toString('base64url');
    return JSON.stringify({
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(clientData),
        authenticatorData: text(authenticatorData),
        signature: text(sign('sha256', signed, this.privateKey)),
      },
    });
  }
}
