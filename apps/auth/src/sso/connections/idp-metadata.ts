import { X509Certificate } from 'node:crypto';
import { GatewayOpsError, SamlIdentityProvider } from '@gatewayops/contracts';
import { childrenOf, descendantsOf, parseXml, XmlRefused } from '../saml/xml.js';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
const HTTP_POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

/**
 * Reads what we need of a provider's metadata (SAML 2.0 Metadata, 2.4.3). It is not signed: it comes from an administrator, or
 * over TLS from where they say.
 * @throws GatewayOpsError `validation_error`
 */
export function readIdpMetadata(xml: string, field: string): SamlIdentityProvider {
  try {
    return identityProviderOf(parseXml(xml));
  } catch (error) {
    if (error instanceof XmlRefused) throw unusable(field, error.message);
    throw error;
  }
}

function identityProviderOf(root: Element): SamlIdentityProvider {
  if (root.localName !== 'EntityDescriptor' || root.namespaceURI !== METADATA)
    throw new XmlRefused('the document is no EntityDescriptor');
  const [role] = childrenOf(root, METADATA, 'IDPSSODescriptor');
  if (!role) throw new XmlRefused('it describes no identity provider');
  const entityId = root.getAttribute('entityID');
  const ssoUrl = locationOf(role, 'SingleSignOnService');
  if (!entityId) throw new XmlRefused('it has no entityID');
  if (ssoUrl === null) throw new XmlRefused('it has no SingleSignOnService with the binding HTTP-POST');
  const described = SamlIdentityProvider.safeParse({
    entity_id: entityId,
    sso_url: ssoUrl,
    slo_url: locationOf(role, 'SingleLogoutService'),
    certificates: certificatesOf(role),
  });
  if (!described.success)
    throw new XmlRefused('it has no certificate for signing, too many, or an address that is none');
  return described.data;
}

function locationOf(role: Element, name: string): string | null {
  const service = childrenOf(role, METADATA, name).find((element) => element.getAttribute('Binding') === HTTP_POST);
  return service?.getAttribute('Location') || null;
}

function certificatesOf(role: Element): string[] {
  return childrenOf(role, METADATA, 'KeyDescriptor')
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => descendantsOf(key, XMLDSIG, 'X509Certificate'))
    .map((element) => pemOf(element.textContent ?? ''));
}

function pemOf(text: string): string {
  try {
    const certificate = new X509Certificate(Buffer.from(text.replaceAll(/\s/g, ''), 'base64'));
    if (certificate.publicKey.asymmetricKeyType !== 'rsa') throw new XmlRefused('its key for signing is no RSA key');
    return certificate.toString();
  } catch (error) {
    if (error instanceof XmlRefused) throw error;
    throw new XmlRefused('a certificate cannot be read');
  }
}

const unusable = (field: string, message: string) =>
  new GatewayOpsError('validation_error', {
    details: [{ field, message: `The metadata cannot be used: ${message}.` }],
  });
