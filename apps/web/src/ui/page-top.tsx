import type { ReactNode } from 'react';
import { PageHead } from './states';

/** The head of a page with a line that says what the page is for. */
export function PageTop({
  title,
  lead,
  actions,
  above,
}: {
  title: ReactNode;
  lead: ReactNode;
  actions?: ReactNode;
  above?: ReactNode;
}) {
  return (
    <div className="grid gap-1">
      <PageHead
        title={title}
        {...(actions === undefined ? {} : { actions })}
        {...(above === undefined ? {} : { above })}
      />
      <p className="text-soft max-w-prose">{lead}</p>
    </div>
  );
}
