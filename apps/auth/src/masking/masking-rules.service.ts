import {
  GatewayOpsError,
  MASKING_MATCHES_MAX,
  MASKING_SAMPLE_MAX,
  type MaskingRules,
  type MaskingRulesRuntime,
  type PutMaskingRules,
  type TriedMaskingRules,
  type TryMaskingRules,
} from '@gatewayops/contracts';
import { problemsOf, RuledMasker } from '@gatewayops/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../changes/actor.js';
import { recordSettingsChange } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { announceMaskingChanged } from '../changes/config-changes.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { readRules, versionOf, writeRules, type StoredRules } from './masking-rule-rows.js';

/** Whether e-mail addresses are masked where an organisation does not say. */
export const MASK_EMAIL = Symbol('MASK_EMAIL');

/** What an organisation has masked beyond what always is. */
@Injectable()
export class MaskingRulesService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    @Inject(MASK_EMAIL) private readonly maskEmail: boolean,
  ) {}

  async get(orgId: string): Promise<MaskingRules> {
    return this.viewOf(await this.stored(orgId));
  }

  /** For whoever masks. */
  async runtimeOf(orgId: string): Promise<MaskingRulesRuntime> {
    const { mask_email, fields, patterns, version } = await this.stored(orgId);
    return { mask_email, fields, patterns, version };
  }

  /** Of the rules that verdicts about the organisation's keys name; undefined where it has none. */
  async versionOf(orgId: string): Promise<number | undefined> {
    return versionOf(await this.stored(orgId));
  }

  /**
   * In force with each call that begins after the answer: verdicts name the version of the rules, and those that are cached are void.
   * @throws GatewayOpsError `validation_error` that says where a pattern is wrong; `conflict` where others were faster
   */
  async put(orgId: string, actor: Actor, rules: PutMaskingRules): Promise<MaskingRules> {
    refuseProblems(rules.patterns, 'patterns');
    return this.transactions.change(orgId, async (manager) => {
      const stored = await writeRules(manager, orgId, rules);
      if (stored === null) {
        throw new GatewayOpsError('conflict', { message: 'The rules were changed in the meantime. Read them again.' });
      }
      const { version, mask_email, fields, patterns } = stored;
      await recordSettingsChange(manager, orgId, actor, { change: 'masking', version, mask_email, fields, patterns });
      await announceMaskingChanged(manager, orgId);
      await this.generations.raise(manager, orgId);
      return this.viewOf(stored);
    });
  }

  /** Nothing of the sample is kept, written down or logged. */
  async try(orgId: string, { rules, sample }: TryMaskingRules): Promise<TriedMaskingRules> {
    if (Buffer.byteLength(sample) > MASKING_SAMPLE_MAX) throw invalid([{ field: 'sample', message: 'at most 64 KiB' }]);
    if (rules !== undefined) refuseProblems(rules.patterns, 'rules.patterns');
    const { mask_email, fields, patterns } = rules ?? (await this.stored(orgId));
    const masker = new RuledMasker({ email: mask_email ?? this.maskEmail, fields, patterns });
    const { masked, found } = masker.explain(sample);
    const matches = found.slice(0, MASKING_MATCHES_MAX);
    return { masked, matches, has_more_matches: found.length > matches.length };
  }

  private stored(orgId: string): Promise<StoredRules> {
    return this.transactions.read(orgId, (manager) => readRules(manager, orgId));
  }

  private viewOf(stored: StoredRules): MaskingRules {
    return { ...stored, mask_email_default: this.maskEmail };
  }
}

function refuseProblems(patterns: PutMaskingRules['patterns'], path: string): void {
  const problems = problemsOf(patterns);
  if (problems.length === 0) return;
  throw invalid(problems.map(({ index, message }) => ({ field: `${path}.${index}.pattern`, message })));
}

const invalid = (details: { field: string; message: string }[]) => new GatewayOpsError('validation_error', { details });
