import { Uuid } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { recordSettingsChange } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { readMemberForUpdate } from '../people/member-rows.js';
import { listGroupMappings } from '../sso/connections/connection-rows.js';
import { groupEffects } from '../sso/flow/group-effects.js';
import { applyGroupEffects } from '../sso/flow/member-effects.js';
import { compileFilter } from './scim-filter.js';
import type { ScimClient } from './scim-guard.js';
import { addMember, deleteGroup, GROUP_COLUMNS, groupNamesOf, insertGroup, listGroups, lockGroup, readGroup, removeMember, teamsNamed, updateGroup, type ScimGroup } from './scim-group-rows.js'; // prettier-ignore
import type { GroupDraft } from './scim-group.js';
import { invalid, notThere } from './scim-problem.js';
import type { Window } from './scim-user-rows.js';

/** Groups of a provider. Who is in one gets what the mappings of the connections give it, or the team of the same name. */
@Injectable()
export class ScimGroupsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  list(
    { orgId }: ScimClient,
    filter: string | undefined,
    window: Window,
  ): Promise<{ total: number; items: ScimGroup[] }> {
    const where = filter === undefined ? { sql: 'true', values: [] } : compileFilter(filter, GROUP_COLUMNS, 1);
    return this.transactions.read(orgId, (manager) => listGroups(manager, where, window));
  }

  async get({ orgId }: ScimClient, id: string): Promise<ScimGroup> {
    return known(await this.transactions.read(orgId, (manager) => readGroup(manager, id)));
  }

  create(client: ScimClient, draft: GroupDraft): Promise<ScimGroup> {
    return this.transactions.change(client.orgId, async (manager) => {
      const id = uuidv7();
      await withConflicts(() => insertGroup(manager, client.orgId, id, draft));
      return this.bringAbout(manager, client, { id, before: new Set(), names: [draft.name], draft });
    });
  }

  /** `edit` changes the draft of what is there. */
  change(client: ScimClient, id: string, edit: (draft: GroupDraft) => void): Promise<ScimGroup> {
    return this.transactions.change(client.orgId, async (manager) => {
      await lockGroup(manager, id);
      const group = known(await readGroup(manager, id));
      const before = new Set(group.members.map(({ value }) => value));
      const draft: GroupDraft = { name: group.display_name, externalId: group.external_id, memberIds: new Set(before) };
      edit(draft);
      await withConflicts(() => updateGroup(manager, id, draft));
      return this.bringAbout(manager, client, { id, before, names: [group.display_name, draft.name], draft });
    });
  }

  async remove(client: ScimClient, id: string): Promise<void> {
    await this.transactions.change(client.orgId, async (manager) => {
      await lockGroup(manager, id);
      const group = known(await readGroup(manager, id));
      await deleteGroup(manager, id);
      const affected = group.members.map(({ value }) => value);
      await this.apply(manager, client, [group.display_name], affected);
      await audit(manager, client, id, { change: 'scim_group_deleted', name: group.display_name });
    });
  }

  private async bringAbout(
    manager: EntityManager,
    client: ScimClient,
    { id, before, names, draft }: { id: string; before: Set<string>; names: string[]; draft: GroupDraft },
  ): Promise<ScimGroup> {
    const joined = [...draft.memberIds].filter((userId) => !before.has(userId));
    const left = [...before].filter((userId) => !draft.memberIds.has(userId));
    if (joined.some((userId) => !Uuid.safeParse(userId).success))
      throw invalid('invalidValue', 'A member is no user of this organisation.');
    for (const userId of joined) await withConflicts(() => addMember(manager, client.orgId, id, userId));
    for (const userId of left) await removeMember(manager, id, userId);
    const renamed = names.length > 1 && names[0] !== names[1];
    await this.apply(manager, client, names, renamed ? [...new Set([...before, ...joined])] : [...joined, ...left]);
    await audit(manager, client, id, {
      change: 'scim_group_changed',
      name: draft.name,
      joined: joined.length,
      left: left.length,
    });
    return known(await readGroup(manager, id));
  }

  /** Gives the people concerned what all of their groups give; `names` are of the groups that this is about. */
  private async apply(
    manager: EntityManager,
    client: ScimClient,
    names: string[],
    userIds: readonly string[],
  ): Promise<void> {
    const mappings = await listGroupMappings(manager);
    const mapped = new Set(mappings.map(({ group }) => group));
    let changed = false;
    for (const userId of userIds) {
      const member = await readMemberForUpdate(manager, userId);
      if (member === null) continue;
      const groups = await groupNamesOf(manager, userId);
      const unmapped = [...new Set([...groups, ...names])].filter((name) => !mapped.has(name));
      const byName = (await teamsNamed(manager, unmapped)).map((row) => ({
        ...row,
        role: null,
        team_role: 'team_member' as const,
      }));
      const effects = groupEffects([...mappings, ...byName], groups, 'org_member');
      changed = (await applyGroupEffects(manager, { ...client, member }, effects)) || changed;
    }
    if (changed) await this.generations.raise(manager, client.orgId);
  }
}

function known(group: ScimGroup | null): ScimGroup {
  if (group === null) throw notThere();
  return group;
}

function audit(
  manager: EntityManager,
  { orgId, actor }: ScimClient,
  id: string,
  details: Record<string, string | number>,
) {
  return recordSettingsChange(manager, orgId, actor, { ...details, group_id: id });
}
