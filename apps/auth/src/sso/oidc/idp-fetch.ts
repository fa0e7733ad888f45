/** How identity providers are spoken to: addresses that tenants name, checked after DNS and at each connection. */
export const IDP_FETCH = Symbol('IDP_FETCH');
