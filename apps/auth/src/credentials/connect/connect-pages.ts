import { Injectable } from '@nestjs/common';

/** The addresses of the pages on which people connect. */
@Injectable()
export class ConnectPages {
  private readonly origin: string;

  /** @param publicUrl under which people's browsers reach this service */
  constructor(publicUrl: string) {
    this.origin = new URL(publicUrl).origin;
  }

  /** Whether browsers hold its cookies to TLS, and authorization servers can fetch what we publish. */
  get isHttps(): boolean {
    return this.origin.startsWith('https:');
  }

  /** Tells nothing and lets nobody in: who opens it has to be signed in. */
  connectUrl(serverId: string): string {
    return `${this.origin}/connect/${serverId}`;
  }

  get redirectUri(): string {
    return `${this.origin}/connect/callback`;
  }

  /** Of our client id metadata document, and so our client id. */
  get clientMetadataUrl(): string {
    return `${this.origin}/connect/client.json`;
  }
}
