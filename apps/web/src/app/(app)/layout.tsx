import type { ReactNode } from 'react';
import { ApiError } from '../../api/api-error';
import { ApiProvider } from '../../api/api-context';
import { loadSession } from '../../session/load-session';
import { SessionProvider } from '../../session/session-context';
import { ChooseOrganization } from '../../shell/choose-organization';
import { Shell } from '../../shell/shell';
import { ServiceAway } from '../../shell/service-away';
import { ToastArea } from '../../ui/toast-area';

/** Everything that needs somebody who is signed in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await sessionOrError();
  if (session instanceof ApiError)
    return <ServiceAway message={session.message} requestId={session.requestId} status={session.status} />;
  return (
    <SessionProvider session={session}>
      {/* Nothing that was loaded for one organisation is shown in another. */}
      <ApiProvider key={session.organization_id} csrfToken={session.csrf_token}>
        {session.organization_id === null ? <ChooseOrganization /> : <Shell>{children}</Shell>}
        <ToastArea />
      </ApiProvider>
    </SessionProvider>
  );
}

async function sessionOrError() {
  try {
    return await loadSession();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
