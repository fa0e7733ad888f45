'use client';

import dynamic from 'next/dynamic';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { PageHead, SkeletonRows } from '../ui/states';

const words = texts.keys;
/** The schemas are not part of the first load. */
const KeyForm = dynamic(async () => (await import('./key-form')).KeyForm, {
  ssr: false,
  loading: () => <SkeletonRows />,
});

export function NewKeyPage() {
  return (
    <>
      <PageHead
        title={words.form.title}
        hint={words.form.lead}
        above={<BackLink href="/keys">{words.back}</BackLink>}
      />
      <KeyForm />
    </>
  );
}
