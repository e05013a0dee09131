import type { SavedView } from '@stageline/contracts';
import { Bookmark, BookmarkPlus, ChevronDown, Settings2, Star, TriangleAlert, Users } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  Button,
  Menu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '../../../shared/ui/index.ts';
import type { LeadViewChoice } from '../hooks/use-lead-view.ts';
import type { OpenView } from '../hooks/use-saved-view.ts';
import { queryOf, searchOfQuery } from '../lib/saved-view.ts';
import { viewTexts } from '../view-texts.ts';
import { SavedViewDialog } from './saved-view-dialog.tsx';
import { SavedViewsManager } from './saved-views-manager.tsx';

const ALL = 'all';

/** Which saved view is open, the others, and what can be done with them. */
export function SavedViewsMenu({ choice, open }: { readonly choice: LeadViewChoice; readonly open: OpenView }) {
  const texts = viewTexts();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'new' | 'manage' | null>(null);
  const { views, current } = open;
  const show = (id: string) => {
    const view = views.items.find((one) => one.id === id);
    void navigate({ search: view === undefined ? `?view=${choice.view}` : searchOfQuery(view.query, view.id) });
  };
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        trigger={
          <Button variant={current === undefined ? 'ghost' : 'secondary'} className="min-w-0 @max-sm:px-3">
            <Bookmark size={16} aria-hidden="true" className={current === undefined ? '' : 'fill-current'} />
            <span className="max-w-40 truncate @max-lg:max-w-24 @max-sm:sr-only">{current?.name ?? texts.views}</span>
            <ChevronDown size={16} aria-hidden="true" className="text-text-muted @max-sm:hidden" />
          </Button>
        }
      >
        <MenuRadioGroup value={current?.id ?? ALL} onValueChange={show}>
          <MenuRadioItem value={ALL}>{texts.all}</MenuRadioItem>
          <Group label={texts.own} views={views.items.filter(({ isShared }) => !isShared)} open={open} />
          <Group label={texts.ofTeam} views={views.items.filter(({ isShared }) => isShared)} open={open} />
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onSelect={() => setDialog('new')}>
          <BookmarkPlus size={16} aria-hidden="true" className="text-text-muted" />
          {texts.saveNew}
        </MenuItem>
        {views.items.length === 0 ? null : (
          <MenuItem onSelect={() => setDialog('manage')}>
            <Settings2 size={16} aria-hidden="true" className="text-text-muted" />
            {texts.manage}
          </MenuItem>
        )}
      </Menu>
      {dialog === 'new' ? (
        <SavedViewDialog
          query={queryOf(choice)}
          onClose={close}
          onSaved={(view) => void navigate({ search: searchOfQuery(view.query, view.id) })}
        />
      ) : null}
      {dialog === 'manage' ? <SavedViewsManager views={views} onClose={close} /> : null}
    </>
  );
}

interface GroupProps {
  readonly label: string;
  readonly views: readonly SavedView[];
  readonly open: OpenView;
}
function Group({ label, views, open }: GroupProps) {
  const texts = viewTexts();
  if (views.length === 0) return null;
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {views.map(({ id, name, isShared, missing }) => (
        <MenuRadioItem key={id} value={id}>
          <span className="flex max-w-64 min-w-0 items-center gap-2">
            {isShared ? <Users size={16} aria-hidden="true" className="shrink-0 text-text-muted" /> : null}
            <span className="truncate">{name}</span>
            {id === open.views.defaultId ? (
              <>
                <Star size={12} aria-hidden="true" className="shrink-0 fill-current text-text-muted" />
                <span className="sr-only">{texts.opensFirst}</span>
              </>
            ) : null}
            {missing.length === 0 ? null : (
              <>
                <TriangleAlert size={16} aria-hidden="true" className="shrink-0 text-warning" />
                <span className="sr-only">{texts.incomplete}</span>
              </>
            )}
          </span>
        </MenuRadioItem>
      ))}
    </>
  );
}
