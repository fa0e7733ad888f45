'use client';

import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button, IconButton } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { NameDialog } from './name-dialog';
import { projectsOfTeam } from './people-queries';

const words = texts.people.teams;

interface Named {
  id: string;
  name: string;
}

export function TeamProjects({ id }: { id: string }) {
  const api = useApi();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Named | null>(null);
  const { data, error, refetch } = useQuery(projectsOfTeam(api, id));
  const create = useChange({
    change: (name: string) => api.auth.POST('/v1/projects', { body: { team_id: id, name } }),
    stale: ['/v1/projects'],
    said: words.projectCreated,
    done: () => setAdding(false),
    failed: () => true,
  });
  const add = can('projects:create') && (
    <Button size="small" onClick={() => setAdding(true)}>
      {words.createProject}
    </Button>
  );
  return (
    <Card title={words.projects} actions={add}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="text-soft">{words.noProjects}</p>}
      <ul>
        {data?.items.map((project) => (
          <li
            key={project.id}
            className="border-line flex items-center justify-between gap-2 border-t py-1.5 first:border-t-0"
          >
            <span className="min-w-0 truncate font-medium">{project.name}</span>
            {can('projects:delete') && (
              <IconButton
                label={words.deleteProject(project.name)}
                icon={<Trash2 aria-hidden />}
                size="small"
                onClick={() => setAsked(project)}
              />
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <NameDialog
          title={words.createProject}
          label={words.name}
          action={texts.forms.create}
          busy={create.isPending}
          error={create.error}
          onSubmit={(name) => create.mutate(name)}
          onClose={() => setAdding(false)}
        />
      )}
      {asked !== null && <DeleteProject project={asked} onClose={() => setAsked(null)} />}
    </Card>
  );
}

function DeleteProject({ project: { id, name }, onClose }: { project: Named; onClose: () => void }) {
  const api = useApi();
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/projects/{id}', { params: { path: { id } } }),
    stale: ['/v1/projects', '/v1/auth/keys'],
    said: words.projectDeleted,
    done: onClose,
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={`${words.deleteProject(name)}?`}
      action={texts.people.accounts.remove}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {words.deleteProjectHint}
    </Confirm>
  );
}
