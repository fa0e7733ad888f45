import { html, type Html } from '../../pages/html.js';

const bare = (pem: string): string => pem.replaceAll(/-----[^-]+-----|\s/g, '');

/** Our side of a connection (SAML 2.0 Metadata, 2.4.4), with the certificates of all keys in force. */
export function spMetadata(of: {
  entityId: string;
  acsUrl: string;
  sloUrl: string;
  certificates: readonly string[];
}): string {
  const keys: Html[] = ['signing', 'encryption'].flatMap((use) =>
    of.certificates.map(
      (
        certificate,
      ) => html`<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bare(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
`,
    ),
  );
  const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
  return html`<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${of.entityId}">
<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="true" WantAssertionsSigned="true">
${keys}<md:SingleLogoutService Binding="${post}" Location="${of.sloUrl}"/>
<md:AssertionConsumerService Binding="${post}" Location="${of.acsUrl}" index="0" isDefault="true"/>
</md:SPSSODescriptor>
</md:EntityDescriptor>
`.markup;
}
