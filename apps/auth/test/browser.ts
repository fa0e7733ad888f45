import { browserRequest, CookieJar } from '@gatewayops/testing/scriptless-browser';

/** A browser without scripts: cookies by origin, redirects one at a time. */
export class Browser {
  private readonly jars = new Map<string, CookieJar>();

  /** @param publicUrl the origin that the service believes to have, and where it really is */
  constructor(
    private readonly publicUrl: string,
    private readonly realUrl: string,
  ) {}

  setCookie(url: string, name: string, value: string): void {
    this.jarOf(this.real(url)).set(name, value);
  }

  /** One request; a redirect is not followed. */
  async ask(address: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    const url = this.real(address);
    const jar = this.jarOf(url);
    const sent = browserRequest(jar, form);
    const answer = await fetch(url, { ...sent, headers: { ...headers, ...sent.headers } });
    jar.keep(answer.headers.getSetCookie());
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
      location: location === null ? null : new URL(location, address).href,
    };
  }

  /** Follows redirects until one leads back to the service; gives that address, which is not asked for yet. */
  async followUntilBack(address: string): Promise<string> {
    let next = address;
    for (let step = 0; step < 10; step++) {
      const { location, status, text } = await this.ask(next);
      if (location === null) throw new Error(`no way back from ${next}: ${status} ${text.slice(0, 200)}`);
      if (location.startsWith(this.publicUrl)) return location;
      next = location;
    }
    throw new Error('too many redirects');
  }

  private real(url: string): string {
    return url.startsWith(this.publicUrl) ? this.realUrl + url.slice(this.publicUrl.length) : url;
  }

  private jarOf(url: string): CookieJar {
    const { origin } = new URL(url);
    const jar = this.jars.get(origin) ?? new CookieJar();
    this.jars.set(origin, jar);
    return jar;
  }
}

export interface Page {
  status: number;
  headers: Headers;
  text: string;
  location: string | null;
}
