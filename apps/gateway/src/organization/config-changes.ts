import { CONFIG_CHANGES_CHANNEL, ConfigChange } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

/** What can be told that an organisation's configuration changed; without an organisation: that any may have. */
interface Invalidated {
  invalidate(orgId?: string): void;
}

/** Drops cached servers and prices when their owners say that they changed. */
export class ConfigChanges {
  constructor(
    private readonly subscriber: Redis,
    private readonly caches: Record<ConfigChange['what'], Invalidated>,
  ) {}

  /** Does not wait: without Redis the gateway serves all the same, and asks the owners once a minute. */
  start(): void {
    this.subscriber.on('message', (_channel: string, text: string) => this.apply(text));
    this.subscriber.on('ready', () => void this.listen());
    if (this.subscriber.status === 'ready') void this.listen();
  }

  private async listen(): Promise<void> {
    // A connection that breaks meanwhile comes here again with its next `ready`.
    await this.subscriber.subscribe(CONFIG_CHANGES_CHANNEL).catch(() => undefined);
    // What was published while nobody listened is lost, so everything may be old.
    this.invalidateAll();
  }

  private apply(text: string): void {
    const change = parseChange(text);
    if (change === null) return this.invalidateAll();
    this.caches[change.what].invalidate(change.orgId);
  }

  private invalidateAll(): void {
    for (const cache of Object.values(this.caches)) cache.invalidate();
  }
}

function parseChange(text: string): ConfigChange | null {
  try {
    return ConfigChange.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
