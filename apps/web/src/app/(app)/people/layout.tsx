import type { ReactNode } from 'react';
import { PeopleNav } from '../../../people/people-nav';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <PeopleNav />
      {children}
    </>
  );
}
