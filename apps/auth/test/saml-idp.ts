import { promisify } from 'node:util';
import { SignedXml } from 'xml-crypto';
import { encrypt, type EncryptOptions } from 'xml-encryption';
import { PRIVATE_KEY } from './saml-idp-keys.js';

const encryptXml = promisify<string, EncryptOptions, string>(encrypt);
const iso = (ms: number): string => new Date(ms).toISOString();
let count = 0;

/** What an identity provider says; a test changes one thing of it. */
export interface Said {
  issuer: string;
  audience: string;
  acsUrl: string;
  nameId: string;
  attributes: Record<string, string[]>;
  inResponseTo: string | null;
  endsInMs: number;
  id: string;
}

export const said = (more: Partial<Said> & Pick<Said, 'audience' | 'acsUrl' | 'nameId'>): Said => ({
  issuer: 'https://idp.example/saml',
  attributes: {},
  inResponseTo: null,
  endsInMs: 120_000,
  id: `_a${process.pid}-${++count}-${Date.now()}`,
  ...more,
});

const answers = ({ inResponseTo }: Said): string => (inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`);

export function assertionOf(from: Said): string {
  const now = Date.now();
  const end = iso(now + from.endsInMs);
  const values = Object.entries(from.attributes).map(
    ([name, texts]) =>
      `<saml:Attribute Name="${name}">${texts.map((text) => `<saml:AttributeValue>${text}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${from.id}" Version="2.0" IssueInstant="${iso(now)}">` +
    `<saml:Issuer>${from.issuer}</saml:Issuer><saml:Subject><saml:NameID>${from.nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${end}" ` +
    `Recipient="${from.acsUrl}"${answers(from)}/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${iso(now - 120_000)}" NotOnOrAfter="${end}"><saml:AudienceRestriction>` +
    `<saml:Audience>${from.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${iso(now)}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>` +
    `urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `<saml:AttributeStatement>${values.join('')}</saml:AttributeStatement></saml:Assertion>`
  );
}

export const responseOf = (from: Said, content: string, id = `_r${from.id}`): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" IssueInstant="${iso(Date.now())}" ` +
  `Destination="${from.acsUrl}"${answers(from)}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${from.issuer}</saml:Issuer>` +
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${content}</samlp:Response>`;

export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

/** Signs the element with this name, after its Issuer. */
export function sign(
  xml: string,
  name: string,
  { method = RSA_SHA256, digest = SHA256, key = PRIVATE_KEY } = {},
): string {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: method,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  const xpath = `//*[local-name(.)='${name}']`;
  const transforms = [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ];
  signer.addReference({ xpath, transforms, digestAlgorithm: digest });
  signer.computeSignature(xml, { location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' } });
  return signer.getSignedXml();
}

/** Encrypts an assertion for a certificate, with AES-256. */
export async function encryptFor(certificate: string, assertion: string, mode: 'cbc' | 'gcm'): Promise<string> {
  const encryptionAlgorithm =
    mode === 'cbc' ? 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' : 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
  const encrypted = await encryptXml(assertion, {
    rsa_pub: certificate,
    pem: certificate,
    encryptionAlgorithm,
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  });
  return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${encrypted}</saml:EncryptedAssertion>`;
}

export const base64 = (xml: string): string => Buffer.from(xml).toString('base64');
