'use client';

import { useRouter } from 'next/navigation';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Confirm } from '../ui/confirm';
import { NameDialog } from './name-dialog';
import { TEAM_PATHS, type Team } from './people-queries';

const words = texts.people.teams;

/** The one that `?do=` names. */
export function TeamDialogs({ team }: { team: Team }) {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const onClose = (): void => url.set({ do: null });
  const asked = url.get('do');
  const path = { id: team.id };
  const rename = useChange({
    change: (name: string) => api.auth.PATCH('/v1/teams/{id}', { params: { path }, body: { name } }),
    stale: TEAM_PATHS,
    said: words.renamed,
    done: onClose,
    failed: () => true,
  });
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/teams/{id}', { params: { path } }),
    stale: ['/v1/teams', '/v1/projects', '/v1/auth/keys'],
    said: words.removed,
    done: () => router.push('/people/teams'),
  });
  if (asked === 'rename')
    return (
      <NameDialog
        title={words.rename}
        label={words.name}
        action={texts.forms.save}
        initial={team.name}
        busy={rename.isPending}
        error={rename.error}
        onSubmit={(name) => rename.mutate(name)}
        onClose={onClose}
      />
    );
  if (asked !== 'delete') return null;
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.removeTitle(team.name)}
      action={words.remove}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {words.removeHint}
    </Confirm>
  );
}
