/** The publisher as the request path sees it: what it was asked, in order. */
export class RecordingPublisher {
  /** Records what has ended and still waits for its turn; set once the gateway stands. */
  settle = (): void => undefined;
  private readonly asked: string[] = [];
  private readonly published: { kind: string; envelope: { payload: Record<string, unknown> } }[] = [];
  grants = true;
  held = 0;
  durable: () => Promise<void> = async () => undefined;

  publish(kind: string, _orgId: string, encoded: string): void {
    this.asked.push(`publish ${kind}`);
    this.published.push({ kind, envelope: JSON.parse(encoded) as { payload: Record<string, unknown> } });
  }

  get log(): string[] {
    this.settle();
    return this.asked;
  }

  get events(): { kind: string; envelope: { payload: Record<string, unknown> } }[] {
    this.settle();
    return this.published;
  }

  flush(): void {}

  reserve(bytes: number): boolean {
    if (this.grants) this.held += bytes;
    return this.grants;
  }

  release(bytes: number): void {
    this.asked.push('release');
    this.held -= bytes;
  }

  async whenDurable(): Promise<void> {
    await this.durable();
    this.asked.push('durable');
  }
}
