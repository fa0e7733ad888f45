import { GatewayOpsError, MaskingRulesRuntime, type Principal } from '@gatewayops/contracts';
import { Masker, RuledMasker, type Masking } from '@gatewayops/domain';
import type { InternalClient } from '@gatewayops/service';
import type { Call } from '../request-path/call.js';
import { WITHHOLDING } from './withholding.js';

/** Each is its patterns compiled and what their automata have come to know. */
const ORGANIZATIONS_MAX = 500;

/** Null where the built-in masker is all that an organisation has. */
type OwnMasking = Masking | null;

interface Kept {
  readonly version: number;
  readonly masking: OwnMasking;
}

export interface OrganizationMaskersOptions {
  /** Whether e-mail addresses are masked where an organisation does not say. */
  readonly email: boolean;
  /** Hears of rules that this gateway cannot use: such an organisation's calls are stored without their contents. */
  readonly onUnusable?: (error: unknown, orgId: string) => void;
}

/**
 * By what the calls of each organisation are masked. A verdict names the version of its organisation's rules, and a call begins only
 * when these are here: so a changed rule holds with each call that begins once the verdict is void, which is within a second.
 * Calls under way are masked by the newest rules that this gateway has heard of when they end.
 */
export class OrganizationMaskers {
  readonly builtIn: Masker;
  /** Used longest ago first. */
  private readonly kept = new Map<string, Kept>();
  private readonly loads = new Map<string, Promise<Kept>>();

  constructor(
    private readonly auth: Pick<InternalClient, 'request'>,
    private readonly options: OrganizationMaskersOptions,
  ) {
    this.builtIn = new Masker(options);
  }

  /**
   * What a call of that principal is masked by beyond the built-in masker; at once where it is in memory.
   * @throws GatewayOpsError `auth_unavailable` (as a rejection) where the rules cannot be had: masked by others it would tell too much
   */
  of({ orgId, maskingVersion }: Principal): OwnMasking | Promise<OwnMasking> {
    if (maskingVersion === undefined) return null;
    const kept = this.kept.get(orgId);
    if (kept === undefined || kept.version < maskingVersion) return this.loaded(orgId, maskingVersion);
    this.kept.delete(orgId);
    this.kept.set(orgId, kept);
    return kept.masking;
  }

  /** What is to be told of a call is masked by this. */
  maskerOf({ principal, masking }: Call): Masking {
    if (principal === null) return this.builtIn;
    // The newest one, also where the call began with another.
    const kept = this.kept.get(principal.orgId);
    const isNewer = kept !== undefined && kept.version >= (principal.maskingVersion ?? 0);
    return (isNewer ? kept.masking : masking) ?? this.builtIn;
  }

  /** The rules of an organisation changed, or those of any may have. */
  invalidate(orgId?: string): void {
    if (orgId === undefined) this.kept.clear();
    // For the calls under way; one that begins has the version in its verdict, and waits.
    else void this.load(orgId).catch(() => undefined);
  }

  private async loaded(orgId: string, version: number): Promise<OwnMasking> {
    const pending = this.loads.get(orgId);
    let kept = await (pending ?? this.load(orgId));
    // That one may have been asked for before the change.
    if (kept.version < version && pending !== undefined) kept = await this.load(orgId);
    if (kept.version < version) throw new GatewayOpsError('auth_unavailable', { retryAfterSeconds: 1 });
    return kept.masking;
  }

  private load(orgId: string): Promise<Kept> {
    const load = this.ask(orgId).finally(() => {
      if (this.loads.get(orgId) === load) this.loads.delete(orgId);
    });
    this.loads.set(orgId, load);
    return load;
  }

  private async ask(orgId: string): Promise<Kept> {
    const path = `/internal/v1/auth/organizations/${orgId}/masking-rules`;
    const rules = await this.auth.request({ method: 'GET', path, answer: MaskingRulesRuntime });
    const known = this.kept.get(orgId);
    // An answer that was overtaken by a later one.
    if (known !== undefined && known.version >= rules.version) return known;
    const kept = { version: rules.version, masking: this.maskingOf(orgId, rules) };
    this.kept.delete(orgId);
    this.kept.set(orgId, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > ORGANIZATIONS_MAX && oldest !== undefined) this.kept.delete(oldest);
    return kept;
  }

  private maskingOf(orgId: string, { mask_email, fields, patterns }: MaskingRulesRuntime): OwnMasking {
    const email = mask_email ?? this.options.email;
    if (fields.length + patterns.length === 0) return email === this.options.email ? null : new Masker({ email });
    try {
      return new RuledMasker({ email, fields, patterns });
    } catch (error) {
      this.options.onUnusable?.(error, orgId);
      return WITHHOLDING;
    }
  }
}
