import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson, type Json } from '../chain/canonical-json.js';

/** Something signed: `signature` is over all the rest as canonical JSON. */
export type Signed<Statement> = Statement & { key_id: string; signature: string };

/** RFC 8410, section 7: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PURPOSE = 'gatewayops audit log signature v1';

/** Signs ends of chains and manifests of archives with Ed25519 (RFC 8032) under a key that comes of the master key. */
export class AuditSigner {
  private readonly privateKey: KeyObject;
  private readonly publicKeys: Map<string, KeyObject>;
  readonly keyId: string;
  /** PEM of the key that signatures are checked with. */
  readonly publicKey: string;

  /** Signatures under `previous` master keys, and of the `known` public keys, hold too. */
  constructor(masterKey: Buffer, previous: readonly Buffer[] = [], known: readonly KeyObject[] = []) {
    this.privateKey = privateKeyOf(masterKey);
    const own = createPublicKey(this.privateKey);
    this.keyId = keyIdOf(own);
    this.publicKey = own.export({ type: 'spki', format: 'pem' }).toString();
    const keys = [own, ...previous.map((key) => createPublicKey(privateKeyOf(key))), ...known];
    this.publicKeys = new Map(keys.map((key) => [keyIdOf(key), key]));
  }

  sign<Statement extends Record<string, Json>>(statement: Statement): Signed<Statement> {
    const signed = { ...statement, key_id: this.keyId };
    const signature = sign(null, Buffer.from(canonicalJson(signed)), this.privateKey).toString('base64');
    return { ...signed, signature };
  }

  /** Signatures under this public key (PEM) hold from now on. */
  trust(publicKey: string): void {
    const key = createPublicKey(publicKey);
    this.publicKeys.set(keyIdOf(key), key);
  }

  /** What is wrong with a signature, in words; null where it holds. */
  faultOf(signed: Signed<Record<string, Json>>): string | null {
    const { signature, ...statement } = signed;
    const key = this.publicKeys.get(signed.key_id);
    if (!key) return `it is signed with the key ${signed.key_id}, which is not known`;
    const holds = verify(null, Buffer.from(canonicalJson(statement)), key, Buffer.from(signature, 'base64'));
    return holds ? null : 'its signature does not hold';
  }
}

/** HKDF (RFC 5869) parts what the master key is used for. */
function privateKeyOf(masterKey: Buffer): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), PURPOSE, 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}
