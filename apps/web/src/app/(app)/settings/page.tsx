import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { maskingRules } from '../../../settings/masking/rules';
import { environmentList } from '../../../environments/environment-queries';
import { organizationOf, sessions } from '../../../settings/settings-queries';
import { SettingsPage } from '../../../settings/settings-page';
import { loadSession } from '../../../session/load-session';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.settings.title };

export default async function Page() {
  const api = await serverApi();
  const { organization_id: organization } = await loadSession();
  return (
    <Prefetched
      queries={(client) => [
        ...(organization === null
          ? []
          : [
              client.prefetchQuery(organizationOf(api, organization)),
              client.prefetchQuery(maskingRules(api)),
              client.prefetchQuery(environmentList(api)),
            ]),
        client.prefetchQuery(sessions(api)),
      ]}
    >
      <SettingsPage />
    </Prefetched>
  );
}
