/** What one site has set, as a browser without scripts keeps it. */
export class CookieJar {
  readonly #cookies: Map<string, string>;

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.#cookies = new Map(Object.entries(kept));
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  delete(name: string): void {
    this.#cookies.delete(name);
  }

  clear(): void {
    this.#cookies.clear();
  }

  /** Takes the `Set-Cookie` lines of an answer; an empty value takes a cookie away. */
  keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  /** The value of the `Cookie` header; empty without any. */
  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  toRecord(): Record<string, string> {
    return Object.fromEntries(this.#cookies);
  }
}

/** What a browser sends: a form where there is one, else a question. Redirects are not followed. */
export function browserRequest(jar: CookieJar, form?: Readonly<Record<string, string>>) {
  const cookie = jar.header === '' ? {} : { cookie: jar.header };
  if (form === undefined) return { method: 'GET', redirect: 'manual', headers: cookie } as const;
  const headers = { ...cookie, 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(form).toString() } as const;
}

/** The value of a field of a page's form; empty where there is none of that name. */
export const fieldOf = (page: string, name: string): string =>
  unescapeHtml(new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '');

export const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
