import type { SsoAttributes, SsoPreset } from '@gatewayops/contracts';

const OIDC: SsoAttributes = { email: 'email', name: 'name', groups: 'groups' };
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** How each provider names, by default, what we read. Guides: docs/identity. */
const PRESETS: Record<SsoPreset, Record<'oidc' | 'saml', SsoAttributes>> = {
  okta: { oidc: OIDC, saml: { email: 'email', name: 'name', groups: 'groups' } },
  entra: {
    oidc: OIDC,
    saml: {
      email: `${CLAIMS}/emailaddress`,
      name: 'http://schemas.microsoft.com/identity/claims/displayname',
      groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
    },
  },
  google_workspace: { oidc: OIDC, saml: { email: 'NameID', name: 'name', groups: 'groups' } },
  custom: { oidc: OIDC, saml: { email: 'email', name: 'name', groups: 'groups' } },
};

export const attributesOf = (
  preset: SsoPreset,
  type: 'oidc' | 'saml',
  given: { [Name in keyof SsoAttributes]?: SsoAttributes[Name] | undefined },
): SsoAttributes => ({
  email: given.email ?? PRESETS[preset][type].email,
  name: given.name ?? PRESETS[preset][type].name,
  groups: given.groups ?? PRESETS[preset][type].groups,
});
