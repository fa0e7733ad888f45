import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPublicKey } from 'node:crypto';
import { promisify } from 'node:util';
import samlp from 'samlp';
import SessionParticipants from 'samlp/lib/sessionParticipants/index.js';
import { newIdpKey, type IdpKey } from './saml-idp-keys.js';
import { idpMetadata } from './saml-metadata.js';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const AES_256_GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const respond = promisify(samlp.getSamlResponse);

/** Who the provider lets in. */
export interface SamlPerson {
  nameId: string;
  email: string;
  name: string;
  groups: string[];
}

/** What it knows of us: from our metadata. */
export interface ServiceProvider {
  entityId: string;
  acsUrl: string;
  sloUrl: string;
  /** PEM. */
  certificate: string;
}

/** An identity provider of samlp: signs responses and assertions, encrypts them, and takes requests only as we have signed them. */
export class SamlpIdp {
  /** Who sits at its browser. */
  person!: SamlPerson;
  sp!: ServiceProvider;
  /** Requests that it took. */
  readonly seen: string[] = [];
  private readonly sessionStore: Record<string, unknown> = {};
  private isSignedIn = false;

  private constructor(
    readonly url: string,
    private readonly key: IdpKey,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<SamlpIdp> {
    const key = await newIdpKey();
    const server = createServer((request, response) => void idp.handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stop = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    const idp = new SamlpIdp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, key, stop);
    return idp;
  }

  get hasSession(): boolean {
    return this.isSignedIn;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = Object.fromEntries(new URLSearchParams(text));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    try {
      if (pathname === '/metadata') response.end(idpMetadata(`${this.url}/saml`, this.url, this.key.certificate));
      else if (pathname === '/sso') await this.signIn(response, body);
      else if (pathname === '/slo') await this.signOut(response, body);
      else response.end(PORTAL);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }

  /** An answer to a request of ours, or, from its portal, to none. */
  private async signIn(response: ServerResponse, body: Record<string, string>): Promise<void> {
    const { SAMLRequest, RelayState = '' } = body;
    const { key, person, sp } = this;
    const parse = promisify(samlp.parseRequest);
    const asked = SAMLRequest === undefined ? undefined : await parse({ body, query: {}, session: {} }, { signingCert: sp.certificate }); // prettier-ignore
    if (asked !== undefined) this.seen.push(asked.issuer);
    const xml = await respond(
      {
        issuer: `${this.url}/saml`,
        audience: sp.entityId,
        destination: sp.acsUrl,
        recipient: sp.acsUrl,
        ...(asked === undefined ? {} : { inResponseTo: asked.id }),
        key: key.privateKey,
        cert: key.certificate,
        signatureAlgorithm: 'rsa-sha256',
        digestAlgorithm: 'sha256',
        signResponse: true,
        lifetimeInSeconds: 120,
        encryptionCert: sp.certificate,
        encryptionPublicKey: createPublicKey(sp.certificate).export({ type: 'spki', format: 'pem' }).toString(),
        encryptionAlgorithm: AES_256_GCM,
        profileMapper: () => ({
          getClaims: () => ({ email: person.email, name: person.name, groups: person.groups }),
          getNameIdentifier: () => ({ nameIdentifier: person.nameId }),
        }),
      },
      person,
    );
    this.isSignedIn = true;
    response.end(formTo(sp.acsUrl, { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState }));
  }

  /** Begun by us, or by itself where there is no message. */
  private signOut(response: ServerResponse, body: Record<string, string>): Promise<void> {
    const { key, person, sp } = this;
    const participant = { serviceProviderId: sp.entityId, nameId: person.nameId, serviceProviderLogoutURL: sp.sloUrl, cert: sp.certificate }; // prettier-ignore
    if (body['SAMLRequest'] !== undefined) this.seen.push('logout');
    const logout = samlp.logout({
      issuer: `${this.url}/saml`,
      key: key.privateKey,
      cert: key.certificate,
      protocolBinding: POST,
      sessionParticipants: new SessionParticipants([participant]),
    });
    return new Promise((resolve, reject) => {
      const send = (answer: string | number): void => {
        if (answer === 200 || body['SAMLRequest'] !== undefined) this.isSignedIn = false;
        response.end(typeof answer === 'string' ? answer : `<h1>Signed out of everything</h1>`);
        resolve();
      };
      const set = (): void => undefined;
      logout({ body, query: {}, session: this.sessionStore }, { set, send }, reject);
    });
  }
}

const PORTAL = `<h1>Portal</h1><form method="post" action="/sso"><button>Open GatewayOps</button></form>
<form method="post" action="/slo"><button>Sign out everywhere</button></form>`;

const formTo = (url: string, fields: Record<string, string>): string =>
  `<form method="post" action="${url}">${Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('')}<button>Continue</button></form><script>document.forms[0].submit()</script>`;
