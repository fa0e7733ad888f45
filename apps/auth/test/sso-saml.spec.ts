import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SsoConnection } from '@gatewayops/contracts';
import { unique } from './auth-client.js';
import type { Browser, Page } from './browser.js';
import { newIdpKey } from './saml-idp-keys.js';
import { assertionOf, base64, encryptFor, responseOf, RSA_SHA1, said, SHA1, sign, type Said } from './saml-idp.js';
import { samlProvider } from './saml-metadata.js';
import { PUBLIC_URL, useSso } from './sso-fixture.js';

const sso = useSso();
let orgId: string;
let domain: string;
let connection: SsoConnection;
let initiated: SsoConnection;
let certificate: string;

beforeAll(async () => {
  orgId = await sso.client.createOrganization();
  domain = await sso.domain(orgId);
  connection = await sso.connect(orgId, samlProvider());
  initiated = await sso.connect(orgId, samlProvider({ allow_idp_initiated: true }));
  const { text } = await sso.browser().ask(connection.addresses['metadata_url'] ?? '');
  const [, bare = ''] = /<ds:X509Certificate>([^<]+)</.exec(text) ?? [];
  certificate = `-----BEGIN CERTIFICATE-----\n${bare.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`;
});

/** What the provider would rightly say about somebody of the verified domain. */
function about(of: SsoConnection, inResponseTo: string | null, more: Partial<Said> = {}): Said {
  const email = `${unique('p')}@${domain}`;
  const { entity_id: audience = '', acs_url: acsUrl = '' } = of.addresses;
  const attributes = { email: [email], name: ['Ann Other'] };
  return said({ audience, acsUrl, nameId: email, attributes, inResponseTo, ...more });
}

const signedResponse = (from: Said): string => responseOf(from, sign(assertionOf(from), 'Assertion'));

/** Begins a sign-in; gives the id of the request that went to the provider. */
async function begin(browser: Browser, of = connection, query = ''): Promise<string> {
  const page = await browser.ask((of.addresses['login_url'] ?? '') + query);
  const request = Buffer.from(/name="SAMLRequest" value="([^"]+)"/.exec(page.text)?.[1] ?? '', 'base64').toString();
  expect(request).toContain('Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"');
  return / ID="([^"]+)"/.exec(request)?.[1] ?? '';
}

/** As the provider's page: from another origin, and so without cookies. */
const post = (of: SsoConnection, xml: string, more: Record<string, string> = {}): Promise<Page> =>
  sso
    .browser()
    .ask(of.addresses['acs_url'] ?? '', { SAMLResponse: base64(xml), ...more }, { origin: 'https://idp.example' });

async function arrive(browser: Browser, xml: string, of = connection): Promise<Page> {
  const posted = await post(of, xml);
  return posted.location === null ? posted : browser.ask(posted.location);
}

describe('a sign-in by SAML', () => {
  it('signs in by a signed assertion, and goes back to where the person was', async () => {
    const browser = sso.browser();
    const from = about(connection, await begin(browser, connection, '?return_to=/connect/x'));
    const page = await arrive(browser, signedResponse(from));
    expect([page.status, page.location]).toEqual([303, `${PUBLIC_URL}/connect/x`]);
    expect(await sso.whoIs(browser)).toMatchObject({
      organization_id: orgId,
      user: { email: from.nameId, name: 'Ann Other' },
    });
  });

  it.each(['cbc', 'gcm'] as const)(
    'reads an assertion that is encrypted with AES-256-%s, signed around it, too',
    async (mode) => {
      const browser = sso.browser();
      const from = about(connection, await begin(browser));
      const encrypted = await encryptFor(certificate, sign(assertionOf(from), 'Assertion'), mode);
      await arrive(browser, sign(responseOf(from, encrypted), 'Response'));
      expect((await sso.whoIs(browser))?.user.email).toBe(from.nameId);
    },
  );

  it('goes on with the old key while a new one is in the metadata', async () => {
    const of = await sso.client.createOrganization();
    const { addresses } = await sso.connect(of, samlProvider());
    const metadata = async () => (await sso.browser().ask(addresses['metadata_url'] ?? '')).text;
    const certificates = (xml: string) => new Set(xml.match(/<ds:X509Certificate>[^<]+/g));
    const before = certificates(await metadata());
    await sso.client.call('POST', '/v1/sso/saml-keys/rotate', { orgId: of });
    const after = certificates(await metadata());
    expect([before.size, after.size]).toEqual([1, 2]);
    expect([...after][0]).toBe([...before][0]);
  });

  it('asks whoever a provider sends unasked, where that is allowed at all, and follows only paths of ours', async () => {
    const posted = await post(initiated, signedResponse(about(initiated, null)), {
      RelayState: 'https://evil.example/',
    });
    const browser = sso.browser();
    const asked = await browser.ask(posted.location ?? '');
    expect([asked.status, await sso.whoIs(browser)]).toEqual([200, null]);
    const ticket = /name="ticket" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    expect((await sso.browser().ask(`${PUBLIC_URL}/v1/auth/sso/complete`, { ticket })).status).toBe(403);
    const again = await browser.ask((await post(initiated, signedResponse(about(initiated, null)))).location ?? '');
    const next = /name="ticket" value="([^"]+)"/.exec(again.text)?.[1] ?? '';
    const done = await browser.ask(`${PUBLIC_URL}/v1/auth/sso/complete`, { ticket: next });
    expect([done.location, (await sso.whoIs(browser))?.organization_id]).toEqual([`${PUBLIC_URL}/`, orgId]);
  });

  it('ends sessions as the provider asks, and only as it signed', async () => {
    const browser = sso.browser();
    const from = about(connection, await begin(browser));
    await arrive(browser, signedResponse(from));
    const slo = connection.addresses['slo_url'] ?? '';
    const xml =
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
      `ID="_l${from.id}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${slo}">` +
      `<saml:Issuer>${from.issuer}</saml:Issuer><saml:NameID>${from.nameId}</saml:NameID></samlp:LogoutRequest>`;
    const send = (message: string) =>
      sso.browser().ask(slo, { SAMLRequest: base64(message) }, { origin: 'https://idp.example' });
    expect((await send(xml)).status).toBe(403);
    expect(await sso.whoIs(browser)).not.toBeNull();
    const answer = await send(sign(xml, 'LogoutRequest'));
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('name="SAMLResponse"')]);
    expect(await sso.whoIs(browser)).toBeNull();
  });
});

/** A forged assertion about an administrator, to be put where a reader may take it for the signed one. */
const evil = (from: Said): string => assertionOf({ ...from, id: `${from.id}-evil`, nameId: `admin@${domain}` });
const EXTENSIONS = (content: string) => `<samlp:Extensions>${content}</samlp:Extensions>`;
const OBJECT = (content: string) => `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${content}</ds:Object>`;
const signatureOf = (xml: string): string => /<(?:ds:)?Signature[ >].*<\/(?:ds:)?Signature>/s.exec(xml)?.[0] ?? '';
const without = (xml: string): string => xml.replace(signatureOf(xml), '');
const into = (xml: string, what: string): string => xml.replace('</saml:Issuer>', `</saml:Issuer>${what}`);
const intoSignature = (signature: string, what: string): string =>
  signature.replace(/<\/(?:ds:)?Signature>$/, (end) => what + end);

/** The eight ways of Somorovsky et al., “On Breaking SAML”. `true` and `other` are the signed thing and the forged one. */
const WRAPPINGS: Record<string, (from: Said) => string> = {
  'XSW1: the signed response inside the signature of a forged one': (from) => {
    const whole = sign(responseOf(from, assertionOf(from)), 'Response');
    const forged = responseOf({ ...from, id: `${from.id}x` }, evil(from), '_forged');
    return into(forged, intoSignature(signatureOf(whole), OBJECT(without(whole))));
  },
  'XSW2: the signed response beside a detached signature in a forged one': (from) => {
    const whole = sign(responseOf(from, assertionOf(from)), 'Response');
    return responseOf(from, OBJECT(without(whole)) + signatureOf(whole) + evil(from), '_forged');
  },
  'XSW3: a forged assertion before the signed one': (from) =>
    responseOf(from, evil(from) + sign(assertionOf(from), 'Assertion')),
  'XSW4: the signed assertion inside a forged one': (from) =>
    responseOf(
      from,
      evil(from).replace('</saml:Assertion>', `${sign(assertionOf(from), 'Assertion')}</saml:Assertion>`),
    ),
  'XSW5: the signature in a forged assertion, what it signs after it': (from) => {
    const signed = sign(assertionOf(from), 'Assertion');
    return responseOf(from, into(evil(from), signatureOf(signed)) + without(signed));
  },
  'XSW6: the signed assertion inside the signature of a forged one': (from) => {
    const signed = sign(assertionOf(from), 'Assertion');
    return responseOf(from, into(evil(from), intoSignature(signatureOf(signed), OBJECT(without(signed)))));
  },
  'XSW7: the forged assertion in Extensions': (from) =>
    responseOf(from, EXTENSIONS(evil(from)) + sign(assertionOf(from), 'Assertion')),
  'XSW8: the signed assertion in an Object of the forged one’s signature': (from) => {
    const signed = sign(assertionOf(from), 'Assertion');
    return responseOf(from, into(evil(from), intoSignature(signatureOf(signed), OBJECT(signed))));
  },
};

const FORGERIES: Record<string, (from: Said) => string | Promise<string>> = {
  ...WRAPPINGS,
  unsigned: (from) => responseOf(from, assertionOf(from)),
  'signed around, but not the assertion': (from) => sign(responseOf(from, assertionOf(from)), 'Response'),
  'signed by another key': async (from) =>
    responseOf(from, sign(assertionOf(from), 'Assertion', { key: (await newIdpKey()).privateKey })),
  'changed after it was signed': (from) => signedResponse(from).replaceAll(from.nameId, `admin@${domain}`),
  'SHA-1 signature': (from) => responseOf(from, sign(assertionOf(from), 'Assertion', { method: RSA_SHA1 })),
  'SHA-1 digest': (from) => responseOf(from, sign(assertionOf(from), 'Assertion', { digest: SHA1 })),
  'SHA-1 signature inside of an encrypted assertion': async (from) =>
    responseOf(from, await encryptFor(certificate, sign(assertionOf(from), 'Assertion', { method: RSA_SHA1 }), 'gcm')),
  'unsigned inside of an encrypted assertion': async (from) =>
    responseOf(from, await encryptFor(certificate, assertionOf(from), 'gcm')),
  'algorithm confusion (HMAC with the certificate)': (from) =>
    signedResponse(from).replaceAll(/xmldsig-more#rsa-sha256/g, 'xmldsig-more#hmac-sha256'),
  'comment in the NameID': (from) => {
    const nameId = `admin@${domain}<!---->.evil.example`;
    return signedResponse({ ...from, nameId });
  },
  'document type with entities': (from) => `<!DOCTYPE r [<!ENTITY e "x">]>${signedResponse(from)}`,
  'wrong audience': (from) => signedResponse({ ...from, audience: 'https://other.example/metadata' }),
  'wrong issuer': (from) => signedResponse({ ...from, issuer: 'https://evil.example/saml' }),
  'wrong recipient': (from) => signedResponse({ ...from, acsUrl: 'https://other.example/acs' }),
  expired: (from) => signedResponse({ ...from, endsInMs: -61_000 }),
  'begun by the provider, where that is off': (from) => signedResponse({ ...from, inResponseTo: null }),
  'answer to a request that we did not make': (from) => signedResponse({ ...from, inResponseTo: '_made-up' }),
  'person of a domain that is not verified (account take-over)': (from) =>
    signedResponse({ ...from, nameId: 'x', attributes: { email: [`${unique()}@bank.example`] } }),
  'not XML at all': () => 'not XML at all',
};

describe('a response that is refused', () => {
  it.each(Object.keys(FORGERIES))('%s', async (name) => {
    const browser = sso.browser();
    const from = about(connection, await begin(browser));
    const xml = (await FORGERIES[name]?.(from)) ?? '';
    const page = await arrive(browser, xml);
    expect([page.status, await sso.whoIs(browser)]).toEqual([403, null]);
    expect(page.text).toContain('You could not be signed in');
    // The same request, rightly answered, still is good: it was the forgery that was refused.
    if (name.startsWith('XSW')) expect((await post(connection, signedResponse(from))).status).toBe(303);
  });

  it('replay: the same response a second time', async () => {
    const first = signedResponse(about(initiated, null));
    expect([(await post(initiated, first)).status, (await post(initiated, first)).status]).toEqual([303, 403]);
  });

  it('assertion for another connection', async () => {
    const browser = sso.browser();
    const from = about(connection, await begin(browser));
    expect((await post(initiated, signedResponse(from))).status).toBe(403);
    const other = about(initiated, from.inResponseTo);
    expect((await post(initiated, signedResponse(other))).status).toBe(403);
  });

  it('answer in another browser than the one that asked (login CSRF)', async () => {
    const [attacker, victim] = [sso.browser(), sso.browser()];
    const from = about(connection, await begin(attacker));
    const page = await arrive(victim, signedResponse(from));
    expect([page.status, await sso.whoIs(victim)]).toEqual([403, null]);
  });
});
