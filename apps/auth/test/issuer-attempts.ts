/** What an organisation tries with ids of another's. */
export type Attempt<Name extends string> = (id: Readonly<Record<Name, string>>) => { path: string; body?: object };

type Names = 'issuer' | 'account' | 'ssoConnection';

const wanted = { name: 'Mine', issuer: 'https://idp.example' };

/** At the authorization servers that organisations trust. */
export const ISSUER_ATTEMPTS: Record<string, Attempt<Names>[]> = {
  'POST /v1/token-issuers': [
    (id) => {
      const machines = { accounts: [{ value: 'a', service_account_id: id.account }] };
      return { path: '/v1/token-issuers', body: { ...wanted, machines } };
    },
    (id) => {
      const people = { claim: 'sub', sso_connection_id: id.ssoConnection };
      return { path: '/v1/token-issuers', body: { ...wanted, people } };
    },
  ],
  'GET /v1/token-issuers/{id}': [(id) => ({ path: `/v1/token-issuers/${id.issuer}` })],
  'PATCH /v1/token-issuers/{id}': [(id) => ({ path: `/v1/token-issuers/${id.issuer}`, body: { enabled: false } })],
  'DELETE /v1/token-issuers/{id}': [(id) => ({ path: `/v1/token-issuers/${id.issuer}` })],
  'POST /v1/token-issuers/{id}/test': [(id) => ({ path: `/v1/token-issuers/${id.issuer}/test`, body: {} })],
};
