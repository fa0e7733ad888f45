/** A token of `POST /v1/auth/playground-tokens`. */
export interface Token {
  token: string;
  expires_at: string;
}

const MARGIN_MS = 60_000;

/** The token in use; a new one is asked for when there is none, and when it is about to end. */
export class Bearer {
  private held: Token | null = null;

  constructor(private readonly newToken: () => Promise<Token>) {}

  async header(): Promise<string> {
    const { held } = this;
    if (held === null || Date.parse(held.expires_at) < Date.now() + MARGIN_MS) this.held = await this.newToken();
    return `Bearer ${this.held?.token ?? ''}`;
  }
}
