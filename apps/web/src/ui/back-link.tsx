import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';

/** To the list that a page is of. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="text-accent inline-flex w-fit items-center gap-1">
      <ArrowLeft className="size-4" aria-hidden />
      {children}
    </Link>
  );
}
