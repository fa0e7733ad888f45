import type { Endpoint, JsonSchema } from './document.js';
import type { Sample, Sampler } from './sample.js';

/** Of nobody: signs nothing. */
const CERTIFICATE =
  'MIIDAzCCAeugAwIBAgIUOM7Md623CMtKQmhPMw2aBrtkubgwDQYJKoZIhvcNAQELBQAwEDEOMAwGA1UEAwwFY2hlY2swIBcNMjYxMTIyMDEwND' +
  'E0WhgPMjEyNjEwMjkwMTA0MTRaMBAxDjAMBgNVBAMMBWNoZWNrMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqQl3FzykpifVNnwH' +
  'afLSypXCwbL+mKlOxY8DsotOMZpj3fNhHKplM+/Z3Xj4uaCrlAsanAWn8Ax79IX4uw8bTviY4V7AfLpzIzeJIFpnBc+XZNUZk26k7atWKUsezd' +
  'H9nqeUnxpfysuwD66bpsV+meuQq+Jz9XUiMGhtlBsXBjPxPk6iPUmESnxIJFWTlRXS2jrXJRQXTe+rLVPmB1S6LYotqAS/fIFVFdp9mAaVZnAH' +
  '/du8kxRLWAyN/IWP6gbE0vgiRskzMNnOj/XEwHIGgWjvr1xhFFwblgyYwKVFm8Lj9K9Im5OqXsaeSMxltsC7Bh5nYqb1VO7gpTa2yKHgZQIDAQ' +
  'ABo1MwUTAdBgNVHQ4EFgQUd/91OX+CXeMoti1Fw8w6Yo3kAhYwHwYDVR0jBBgwFoAUd/91OX+CXeMoti1Fw8w6Yo3kAhYwDwYDVR0TAQH/BAUw' +
  'AwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAgTVZ8FAy2iXB6nU/FGCA/j1lYaJUPF7N5c3z4t3VCDEjLjlvQ6wWtV22ajGzysawx04tgupA2e3AwT' +
  'qhBpToGxW+uUgWVvmzlOmrzg4jpN6isAJqRG0smrJZQQ5xCPrnluUQ9jULPWM5Uoz4V/nSEwqUSQ8GScNQ+Fp2QHZRruJQ3OPoKs8Qa4BMEBlz' +
  '06nsmRIhV5TUaQVKt3BWPPfYpeomiac2uz8iDzKRBVFwvQfwGtcMw6vfmCc+YhBj2fBBYdh+lweFzU1uzOiSaiT8vo9oGpJ86bbZXD+Jyg0Zc0' +
  'YgH+C9isrJy7JudI7rpnOQ24d+je+wgy071OeKCfdolQ==';

const METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://93.184.216.34/idp">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">
<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${CERTIFICATE}</X509Certificate></X509Data></KeyInfo>
</KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://93.184.216.34/sso"/>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://93.184.216.34/sso"/>
</IDPSSODescriptor></EntityDescriptor>`;

/** What a body must hold that its schema does not say. */
const FIELDS: Readonly<Record<string, object>> = {
  '/v1/token-issuers': { issuer: 'https://93.184.216.34/idp' },
  '/v1/saved-views': { page: 'traces', query: 'q=check' },
  '/v1/environments': { name: 'zone' },
  '/v1/sso/connections': { provider: { type: 'saml', metadata_xml: METADATA } },
};

/** A body that an endpoint takes, of a new connection to an identity provider. */
export const ssoConnection = (name: string): object => ({ name, ...FIELDS['/v1/sso/connections'] });

/** The smallest body that an endpoint takes. */
export function bodyOf({ path }: Endpoint, schema: JsonSchema, sampler: Sampler): Sample {
  const sample = sampler.sample(schema);
  Object.assign(sample.value as object, FIELDS[path]);
  return sample;
}
