import { texts } from '../texts';
import { Facts } from '../ui/card';
import type { ApiKey } from './key-queries';

const words = texts.keys.detail;
const list = (patterns: readonly string[]) =>
  patterns.length === 0 ? texts.ui.none : patterns.includes('*') ? texts.forms.all : <code className="font-mono text-xs">{patterns.join(', ')}</code>; // prettier-ignore

/** What a key or a role may use. */
export function KeyScopes({ scopes: { mcp, permissions } }: { scopes: ApiKey['scopes'] }) {
  if (mcp.length === 0 && permissions.length === 0) return <p className="text-soft">{words.nothing}</p>;
  return (
    <div className="grid gap-4">
      {mcp.map((scope, index) => (
        <section key={index} className="grid gap-1">
          <h3 className="font-medium">{scope.server === '*' ? texts.keys.allServers : scope.server}</h3>
          <Facts
            facts={[
              [words.tools, list(scope.tools)],
              [words.resources, list(scope.resources)],
              [words.prompts, list(scope.prompts)],
            ]}
          />
        </section>
      ))}
      {permissions.length > 0 && (
        <section className="grid gap-1">
          <h3 className="font-medium">{words.permissions}</h3>
          <p className="font-mono text-xs">{permissions.join(', ')}</p>
        </section>
      )}
    </div>
  );
}
