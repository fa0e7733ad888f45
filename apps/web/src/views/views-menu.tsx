'use client';

import { useQuery } from '@tanstack/react-query';
import { Bookmark, BookmarkPlus, PencilLine, Save, Share2, Trash2, Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { views as words } from '../texts/en/views';
import { Button } from '../ui/button';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../ui/menu';
import { addressWith, keptOf, VIEW_PARAMETER } from './view-address';
import { viewsOf, VIEWS_PATH, type SavedView, type ViewPage } from './view-queries';

/** Forms are loaded when they are opened. */
const SaveView = dynamic(async () => (await import('./view-dialogs')).SaveView, { ssr: false });
const RenameView = dynamic(async () => (await import('./view-dialogs')).RenameView, { ssr: false });
const RemoveView = dynamic(async () => (await import('./view-dialogs')).RemoveView, { ssr: false });

type Asked = 'save' | 'rename' | 'remove' | null;

/** The address as views see it. */
function useViewAddress(names: readonly string[]) {
  const path = usePathname();
  const params = new URLSearchParams(useSearchParams());
  const choose = (view: { id: string; query: string } | null): void => {
    const query = addressWith(params, names, view);
    // Next hears of it by itself and renders who reads the address.
    window.history.replaceState(null, '', query === '' ? path : `${path}?${query}`);
  };
  return { kept: keptOf(params, names), chosenId: params.get(VIEW_PARAMETER), choose };
}

/** Chooses a page's filters by name, and keeps those that are set. `names`: the parameters of the address that a view has. */
export default function ViewsMenu({ page, names }: { page: ViewPage; names: readonly string[] }) {
  const api = useApi();
  const { kept, chosenId, choose } = useViewAddress(names);
  const [asked, setAsked] = useState<Asked>(null);
  const views = useQuery({ ...viewsOf(api, page), enabled: chosenId !== null });
  const chosen = views.data?.find(({ id }) => id === chosenId) ?? null;
  const changed = chosen !== null && keptOf(new URLSearchParams(chosen.query), names) !== kept;
  const close = (): void => setAsked(null);
  return (
    <>
      <Menu align="start" trigger={<Trigger chosen={chosen} changed={changed} />}>
        <Choices page={page} chosen={chosen} onChoose={choose} />
        <MenuLine />
        <MenuItem onSelect={() => setAsked('save')}>
          <BookmarkPlus aria-hidden />
          {words.saveAs}
        </MenuItem>
        {chosen !== null && (
          <OfChosen view={chosen} changed={changed} kept={kept} onUndo={() => choose(chosen)} onAsk={setAsked} />
        )}
      </Menu>
      {asked === 'save' && <SaveView page={page} query={kept} onSaved={choose} onClose={close} />}
      {asked === 'rename' && chosen !== null && <RenameView view={chosen} onClose={close} />}
      {asked === 'remove' && chosen !== null && (
        <RemoveView view={chosen} onRemoved={() => choose(null)} onClose={close} />
      )}
    </>
  );
}

function Trigger({ chosen, changed, ...rest }: { chosen: SavedView | null; changed: boolean }) {
  if (chosen === null)
    return (
      <Button {...rest}>
        <Bookmark aria-hidden />
        {words.menu}
      </Button>
    );
  return (
    <Button {...rest} aria-label={words.chosen(chosen.name, changed)} className="max-w-64">
      <Bookmark aria-hidden className="text-accent fill-current" />
      <span className="truncate">{chosen.name}</span>
      {changed && <span className="text-soft font-normal">({words.changed})</span>}
    </Button>
  );
}

/** Asked for when the menu is opened. */
function Choices({
  page,
  chosen,
  onChoose,
}: {
  page: ViewPage;
  chosen: SavedView | null;
  onChoose: (view: SavedView | null) => void;
}) {
  const { data, isPending } = useQuery(viewsOf(useApi(), page));
  if (isPending) return <MenuLabel>{words.loading}</MenuLabel>;
  const groups = [
    [words.own, data?.filter(({ shared }) => !shared) ?? []],
    [words.shared, data?.filter(({ shared }) => shared) ?? []],
  ] as const;
  if (groups.every(([, views]) => views.length === 0)) return <MenuLabel>{words.none}</MenuLabel>;
  return groups.map(
    ([label, views]) =>
      views.length > 0 && (
        <div key={label} role="group" aria-label={label}>
          <MenuLabel>{label}</MenuLabel>
          {views.map((view) => (
            <MenuChoice
              key={view.id}
              checked={view.id === chosen?.id}
              onSelect={() => onChoose(view.id === chosen?.id ? null : view)}
            >
              <span className="truncate">{view.name}</span>
            </MenuChoice>
          ))}
        </div>
      ),
  );
}

/** What can be done with the view that is chosen: by who made it, and what is shared also by administrators. */
function OfChosen({
  view,
  changed,
  kept,
  onUndo,
  onAsk,
}: {
  view: SavedView;
  changed: boolean;
  kept: string;
  onUndo: () => void;
  onAsk: (what: Asked) => void;
}) {
  const { user, can } = useSession();
  const mine = view.created_by?.user_id === user.id;
  const may = mine || (view.shared && can('organization:update'));
  const update = useUpdate(view);
  return (
    <>
      {changed && may && (
        <MenuItem onSelect={() => update.save.mutate(kept)}>
          <Save aria-hidden />
          <span className="truncate">{words.saveChanges(view.name)}</span>
        </MenuItem>
      )}
      {changed && (
        <MenuItem onSelect={onUndo}>
          <Undo2 aria-hidden />
          {words.undo}
        </MenuItem>
      )}
      {may && (
        <>
          <MenuItem onSelect={() => onAsk('rename')}>
            <PencilLine aria-hidden />
            {words.rename}
          </MenuItem>
          {(!view.shared || mine) && (
            <MenuItem onSelect={() => update.share.mutate(!view.shared)}>
              <Share2 aria-hidden />
              {view.shared ? words.unshare : words.share}
            </MenuItem>
          )}
          <MenuItem danger onSelect={() => onAsk('remove')}>
            <Trash2 aria-hidden />
            {words.remove}
          </MenuItem>
        </>
      )}
    </>
  );
}

/** Changes that need no dialog. Hooks of the menu's parts end with the menu, so what is said is said by the answer alone. */
function useUpdate({ id }: SavedView) {
  const api = useApi();
  const params = { path: { id } };
  const save = useChange({
    change: (query: string) => api.auth.PATCH('/v1/saved-views/{id}', { params, body: { query } }),
    stale: [VIEWS_PATH],
    said: words.saved,
  });
  const share = useChange({
    change: async (shared: boolean) =>
      (await api.auth.PATCH('/v1/saved-views/{id}', { params, body: { shared } })).data?.shared,
    stale: [VIEWS_PATH],
    saidOf: (shared) => (shared === true ? words.nowShared : words.nowOwn),
  });
  return { save, share };
}
