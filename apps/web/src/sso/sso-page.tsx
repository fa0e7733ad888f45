'use client';

import { PageHead } from '../ui/states';
import { texts } from '../texts';
import { SsoConnections } from './sso-connections';
import { SsoDomains } from './sso-domains';

const words = texts.sso;

export function SsoPage() {
  return (
    <>
      <PageHead title={words.title} hint={words.lead} />
      <div className="grid min-w-0 items-start gap-3 xl:grid-cols-2">
        <SsoDomains />
        <SsoConnections />
      </div>
    </>
  );
}
