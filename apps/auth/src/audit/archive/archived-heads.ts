import type { SignedAuditHead } from '@gatewayops/contracts';
import type { HeadStore } from '../heads/head-store.js';
import { headKey } from './manifest.js';
import type { ObjectStore } from './object-store.js';

/** Signed heads beside the archives; best in a bucket that keeps old versions. */
export class ArchivedHeads implements HeadStore {
  readonly name: string;

  constructor(private readonly store: ObjectStore) {
    this.name = store.name;
  }

  /** Who looks for organisations finds them elsewhere. */
  async list(): Promise<string[]> {
    return [];
  }

  read(orgId: string): Promise<string | null> {
    return this.store.getText(headKey(orgId));
  }

  write(head: SignedAuditHead): Promise<void> {
    return this.store.putText(headKey(head.org_id), `${JSON.stringify(head)}\n`);
  }
}
