'use client';

import { texts } from '../texts';
import { PageTop } from '../ui/page-top';
import { SsoConnections } from './sso-connections';
import { SsoDomains } from './sso-domains';

const words = texts.sso;

export function SsoPage() {
  return (
    <>
      <PageTop title={words.title} lead={words.lead} />
      <div className="grid min-w-0 items-start gap-3 xl:grid-cols-2">
        <SsoDomains />
        <SsoConnections />
      </div>
    </>
  );
}
