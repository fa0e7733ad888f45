import { promisify } from 'node:util';
import { SAML, ValidateInResponseTo, type Profile, type SamlConfig } from '@node-saml/node-saml';
import { signSamlPost } from '@node-saml/node-saml/lib/saml-post-signing.js';
import { decrypt, type DecryptOptions } from 'xml-encryption';
import { SecretBox } from '@gatewayops/service';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { StoredConnection, StoredProvider } from '../connections/connection-rows.js';
import { spKeysOf, type SpKey } from '../connections/sp-keys.js';
import { SsoAddresses } from '../connections/sso-addresses.js';
import { SsoFailure } from '../flow/sso-failure.js';
import { checkEnvelope, CLOCK_SKEW_MS, readAssertion, type VerifiedAssertion } from './saml-assertion.js';
import { checkAssertion, checkLogoutMessage, checkResponse } from './saml-document.js';
import { parseXml, XmlRefused } from './xml.js';

/** A connection to a SAML identity provider. */
export type SamlStored = StoredConnection & { provider: Extract<StoredProvider, { type: 'saml' }> };

const decryptXml = promisify<string, DecryptOptions, string>(decrypt);
const MESSAGE_CHARACTERS_MAX = 524_288;

/** Requests to SAML providers, and what their answers prove. */
@Injectable()
export class SamlAnswers {
  constructor(
    private readonly addresses: SsoAddresses,
    private readonly box: SecretBox,
    private readonly tenants: TenantTransactions,
  ) {}

  keysOf(connection: SamlStored): Promise<[SpKey, ...SpKey[]]> {
    const { org_id: orgId } = connection;
    return this.tenants.run(orgId, (manager) => spKeysOf(manager, this.box, orgId));
  }

  /** A signed AuthnRequest with this id, in base64. */
  async request(connection: SamlStored, id: string): Promise<string> {
    const [key] = await this.keysOf(connection);
    const saml = new SAML(this.configOf(connection, key, { generateUniqueId: () => id }));
    return String((await saml.getAuthorizeMessageAsync('', undefined, {}))['SAMLRequest']);
  }

  /**
   * Checks the shape of a response, its signatures, and all that they cover. node-saml proves the signatures; what it would take
   * beyond that, we have refused before. @throws SsoFailure
   */
  async verify(connection: SamlStored, message: string): Promise<VerifiedAssertion> {
    try {
      return await this.verified(connection, message);
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** The subject of a LogoutRequest, and its id. @throws SsoFailure */
  async verifyLogoutRequest(connection: SamlStored, message: string): Promise<Profile> {
    try {
      const root = parseXml(decodeMessage(message));
      checkLogoutMessage(root, 'LogoutRequest');
      if (root.getAttribute('Destination') !== this.addresses.sloUrl(connection.id))
        throw new XmlRefused('it is for another address');
      const [key] = await this.keysOf(connection);
      const saml = new SAML(this.configOf(connection, key));
      return (await saml.validatePostRequestAsync({ SAMLRequest: message })).profile;
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** A signed answer to a LogoutRequest, in base64. */
  async logoutResponse(connection: SamlStored, request: Profile): Promise<string> {
    const [key] = await this.keysOf(connection);
    const xml = new SAML(this.configOf(connection, key))._generateLogoutResponse(request, true);
    return signedMessage(xml, 'LogoutResponse', key);
  }

  /** A signed LogoutRequest about this subject, in base64. */
  async logoutRequest(connection: SamlStored, subject: string): Promise<string> {
    const [key] = await this.keysOf(connection);
    const saml = new SAML(this.configOf(connection, key));
    const xml = await saml._generateLogoutRequest({ nameID: subject, nameIDFormat: UNSPECIFIED, issuer: '' });
    return signedMessage(xml, 'LogoutRequest', key);
  }

  private async verified(connection: SamlStored, message: string): Promise<VerifiedAssertion> {
    const { provider, id, attributes } = connection;
    const parties = {
      idpEntityId: provider.entity_id,
      entityId: this.addresses.entityId(id),
      acsUrl: this.addresses.acsUrl(id),
    };
    const response = parseXml(decodeMessage(message));
    const assertion = checkResponse(response);
    const keys = await this.keysOf(connection);
    const key = assertion.localName === 'EncryptedAssertion' ? await keyThatOpens(assertion, keys) : keys[0];
    const signed = provider.want_response_signed;
    const answeredTo = checkEnvelope(response, parties, signed);
    const saml = new SAML(this.configOf(connection, key));
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: message });
    // What was signed, and nothing else, from here on.
    const xml = profile?.getAssertionXml?.();
    if (xml === undefined) throw new XmlRefused('it has no assertion');
    const read = readAssertion(parseXml(xml), parties, attributes, Date.now());
    if (answeredTo !== read.inResponseTo)
      throw new XmlRefused('the response and its assertion answer different requests');
    return read;
  }

  private configOf({ provider, id }: SamlStored, key: SpKey, more: Partial<SamlConfig> = {}): SamlConfig {
    return {
      issuer: this.addresses.entityId(id),
      callbackUrl: this.addresses.acsUrl(id),
      entryPoint: provider.sso_url,
      logoutUrl: provider.slo_url ?? '',
      idpCert: provider.certificates,
      idpIssuer: provider.entity_id,
      audience: this.addresses.entityId(id),
      privateKey: key.privateKey,
      publicCert: key.certificate,
      decryptionPvk: key.privateKey,
      signatureAlgorithm: 'sha256',
      digestAlgorithm: 'sha256',
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: provider.want_response_signed,
      acceptedClockSkewMs: CLOCK_SKEW_MS,
      // Requests are kept in Redis, by us: see SsoFlows.
      validateInResponseTo: ValidateInResponseTo.never,
      authnRequestBinding: 'HTTP-POST',
      skipRequestCompression: true,
      disableRequestedAuthnContext: true,
      identifierFormat: null,
      ...more,
    };
  }
}

const UNSPECIFIED = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

function signedMessage(xml: string, name: string, key: SpKey): string {
  const signed = signSamlPost(xml, `/*[local-name(.)="${name}"]`, {
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
  });
  return Buffer.from(signed).toString('base64');
}

/** The one of our keys that the provider encrypted for, having looked at what is inside. */
async function keyThatOpens(encrypted: Element, keys: readonly SpKey[]): Promise<SpKey> {
  for (const key of keys) {
    const options = { key: key.privateKey, disallowDecryptionWithInsecureAlgorithm: true };
    const opened = await decryptXml(String(encrypted), options).catch(() => null);
    if (opened === null) continue;
    checkAssertion(parseXml(opened));
    return key;
  }
  throw new XmlRefused('it cannot be decrypted by any of our keys');
}

/** Base64 of UTF-8, and nothing that a lenient reader would read otherwise. */
export function decodeMessage(message: string): string {
  const text = message.replaceAll(/[\r\n\t ]/g, '');
  if (text.length > MESSAGE_CHARACTERS_MAX || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    throw new XmlRefused('it is no base64, or too large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    throw new XmlRefused('it is not in UTF-8');
  }
}

/** node-saml refuses with errors of no class of its own: whatever fails in here is a refusal. */
function failureOf(error: unknown): SsoFailure {
  if (error instanceof SsoFailure) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new SsoFailure(`the SAML message was refused: ${why}`, { cause: error });
}
