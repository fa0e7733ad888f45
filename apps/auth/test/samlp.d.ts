/** What our tests use of samlp, which has no types of its own. */
declare module 'samlp' {
  interface Claims {
    getClaims(): Record<string, string | string[]>;
    getNameIdentifier(): { nameIdentifier: string; nameIdentifierFormat?: string };
  }
  interface Answer {
    issuer: string;
    audience: string;
    destination: string;
    recipient: string;
    inResponseTo?: string;
    key: string;
    cert: string;
    signatureAlgorithm: 'rsa-sha256';
    digestAlgorithm: 'sha256';
    signResponse: boolean;
    lifetimeInSeconds: number;
    encryptionCert?: string;
    encryptionPublicKey?: string;
    encryptionAlgorithm?: string;
    profileMapper: () => Claims;
  }
  interface Participant {
    serviceProviderId: string;
    nameId: string;
    serviceProviderLogoutURL: string;
    /** Of what it signs. */
    cert: string;
  }
  interface Request {
    query: Record<string, string>;
    body: Record<string, string>;
    session: Record<string, unknown>;
  }
  interface Response {
    set(name: string, value: string): void;
    send(body: string | number): void;
  }
  const samlp: {
    getSamlResponse(answer: Answer, user: object, done: (error: Error | null, xml: string) => void): void;
    parseRequest(
      request: Request,
      options: { signingCert: string },
      done: (error: Error | null, parsed?: { id: string; issuer: string }) => void,
    ): void;
    logout(options: {
      issuer: string;
      key: string;
      cert: string;
      protocolBinding: string;
      sessionParticipants: object;
    }): (request: Request, response: Response, next: (error: Error) => void) => void;
  };
  export default samlp;
}
declare module 'samlp/lib/sessionParticipants/index.js' {
  const SessionParticipants: new (participants: import('samlp').Participant[]) => object;
  export default SessionParticipants;
}
