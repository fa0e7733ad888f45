import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { execute, queryRows, type EntityManager } from '@gatewayops/postgres';
import { SealedSecret, type SecretBox } from '@gatewayops/service';
import { X509CertificateGenerator } from '@peculiar/x509';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const LIFE_YEARS = 10;
/** While an old key still signs, and its certificate is in the metadata: providers have to take the new one in. */
const OVERLAP_DAYS = 14;

/** A key of an organisation for SAML, PEM both. */
export interface SpKey {
  id: string;
  certificate: string;
  privateKey: string;
}

const KeyRow = z.object({ id: z.string(), certificate: z.string(), private_key: SealedSecret });

/** Where a key is kept; it opens nowhere else. */
export const placeOfSpKey = (orgId: string, id: string): string => `sso_keys:${orgId}:${id}`;

/** Keys in force, the oldest first: that one signs; all of them decrypt and stand in the metadata. Makes the first. */
export async function spKeysOf(manager: EntityManager, box: SecretBox, orgId: string): Promise<[SpKey, ...SpKey[]]> {
  const rows = await queryRows(
    manager,
    KeyRow,
    `SELECT id, certificate, private_key FROM sso_keys WHERE retires_at IS NULL OR retires_at > now()
      ORDER BY created_at, id LIMIT 10`,
  );
  const open = (row: z.infer<typeof KeyRow>): SpKey => ({
    id: row.id,
    certificate: row.certificate,
    privateKey: box.open(row.private_key, placeOfSpKey(orgId, row.id)),
  });
  const [first, ...others] = rows;
  return first ? [open(first), ...others.map(open)] : [await addSpKey(manager, box, orgId)];
}

/** A new key beside those in force, which retire after the overlap. */
export async function addSpKey(manager: EntityManager, box: SecretBox, orgId: string): Promise<SpKey> {
  const retire = `UPDATE sso_keys SET retires_at = now() + $1 * interval '1 day' WHERE retires_at IS NULL`;
  await execute(manager, retire, [OVERLAP_DAYS]);
  const key = { id: uuidv7(), ...(await newKeyPair(orgId)) };
  const sealed = box.seal(key.privateKey, placeOfSpKey(orgId, key.id));
  const insert = 'INSERT INTO sso_keys (id, org_id, certificate, private_key) VALUES ($1, $2, $3, $4)';
  await execute(manager, insert, [key.id, orgId, key.certificate, JSON.stringify(sealed)]);
  return key;
}

async function newKeyPair(orgId: string): Promise<Omit<SpKey, 'id'>> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const notBefore = new Date();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + LIFE_YEARS);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=GatewayOps SAML, O=${orgId}`,
      notBefore,
      notAfter,
      signingAlgorithm: ALGORITHM,
      keys: keys as CryptoKeyPair,
    },
    webcrypto as Crypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  };
}
