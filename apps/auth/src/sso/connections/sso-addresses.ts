/** Where a provider finds us, for one connection. */
export class SsoAddresses {
  constructor(readonly publicUrl: string) {}

  get scimUrl(): string {
    return `${this.publicUrl}/scim/v2`;
  }

  /** Begins a sign-in. */
  start(type: 'oidc' | 'saml', id: string): string {
    return `${this.publicUrl}/v1/auth/sso/${type}/${id}/${type === 'oidc' ? 'authorize' : 'login'}`;
  }

  redirectUri(id: string): string {
    return `${this.publicUrl}/v1/auth/sso/oidc/${id}/callback`;
  }

  /** The entity id is where its metadata is. */
  entityId(id: string): string {
    return `${this.publicUrl}/v1/auth/sso/saml/${id}/metadata`;
  }

  acsUrl(id: string): string {
    return `${this.publicUrl}/v1/auth/sso/saml/${id}/acs`;
  }

  sloUrl(id: string): string {
    return `${this.publicUrl}/v1/auth/sso/saml/${id}/slo`;
  }

  /** On our own site: a person's browser is there already. */
  logoutPath(id: string): string {
    return `/v1/auth/sso/saml/${id}/logout`;
  }

  all(type: 'oidc' | 'saml', id: string): Record<string, string> {
    if (type === 'oidc') return { redirect_uri: this.redirectUri(id), login_url: this.start('oidc', id) };
    const [entity_id, acs_url, slo_url] = [this.entityId(id), this.acsUrl(id), this.sloUrl(id)];
    return { entity_id, metadata_url: entity_id, acs_url, slo_url, login_url: this.start('saml', id) };
  }
}
