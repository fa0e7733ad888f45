'use client';

import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/states';
import { useOrganizationSwitch } from './organization-switch';

const { choose, signOut } = texts.shell;

/** For who belongs to several organisations and has not said which, or to none. */
export function ChooseOrganization() {
  const { organizations } = useSession();
  const { change, signOutNow } = useOrganizationSwitch();
  const none = organizations.length === 0;
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState title={none ? choose.none : choose.title} hint={none ? choose.noneHint : choose.hint}>
        <div className="grid w-72 gap-2 pt-2">
          {organizations.map(({ id, name }) => (
            <Button key={id} onClick={() => change.mutate(id)} busy={change.isPending}>
              {name}
            </Button>
          ))}
          <Button look="quiet" onClick={signOutNow}>
            {signOut}
          </Button>
        </div>
      </EmptyState>
    </main>
  );
}
