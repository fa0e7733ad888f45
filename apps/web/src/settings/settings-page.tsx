'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { ErrorState } from '../ui/error-state';
import { PageHead, SkeletonRows } from '../ui/states';
import { EnvironmentsCard } from './environments-card';
import { LimitsCard } from './limits-card';
import { MaskingCard } from './masking/masking-card';
import { OrganizationCard } from './organization-card';
import { SessionsCard } from './sessions-card';
import { organizationOf } from './settings-queries';

const words = texts.settings;
const DangerZone = dynamic(() => import('./danger-zone'), { ssr: false });

export function SettingsPage() {
  const { can } = useSession();
  return (
    <>
      <PageHead title={texts.shell.nav.pages.settings.title} hint={words.lead} />
      <div className="grid min-w-0 max-w-3xl gap-3">
        {can('organization:read') && <OrganizationParts />}
        <SessionsCard />
        {can('organization:delete') && <Ending />}
      </div>
    </>
  );
}

/** At the end of the page, where nobody comes by chance. */
function Ending() {
  const api = useApi();
  const { organization_id } = useSession();
  const { data } = useQuery(organizationOf(api, organization_id ?? ''));
  return data === undefined ? null : <DangerZone organization={data} />;
}

function OrganizationParts() {
  const api = useApi();
  const { organization_id } = useSession();
  const { data, error, refetch } = useQuery(organizationOf(api, organization_id ?? ''));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows count={4} />;
  return (
    <>
      <OrganizationCard organization={data} />
      <LimitsCard organization={data} />
      <MaskingCard />
      <EnvironmentsCard />
    </>
  );
}
