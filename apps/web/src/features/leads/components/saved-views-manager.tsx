import type { SavedView } from '@stageline/contracts';
import { ArrowDown, ArrowUp, Ellipsis, Link2, Pencil, Star, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Badge, Button, Dialog, Menu, MenuItem, toast } from '../../../shared/ui/index.ts';
import { type SavedViews, useViewChanges } from '../api/saved-views.queries.ts';
import { moved, searchOfQuery } from '../lib/saved-view.ts';
import { viewTexts } from '../view-texts.ts';
import { SavedViewDialog } from './saved-view-dialog.tsx';

interface SavedViewsManagerProps {
  readonly views: SavedViews;
  readonly onClose: () => void;
}

/** All views that a member has: their order, which opens first, and what else can be done with each. */
export function SavedViewsManager({ views: { items, defaultId }, onClose }: SavedViewsManagerProps) {
  const texts = viewTexts();
  const [edited, setEdited] = useState<SavedView>();
  const { arrange, remove } = useViewChanges();
  const ids = items.map(({ id }) => id);
  if (edited !== undefined) return <SavedViewDialog view={edited} onClose={() => setEdited(undefined)} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.manageTitle}
      description={texts.manageHint}
      className="max-w-lg"
    >
      {items.length === 0 ? <p className="text-text-muted">{texts.noneYet}</p> : null}
      <ul className="-mx-2 divide-y divide-border">
        {items.map((view, index) => (
          <Row
            key={view.id}
            view={view}
            isDefault={view.id === defaultId}
            isFirst={index === 0}
            isLast={index === items.length - 1}
            onMove={(by) => arrange.mutate({ order: moved(ids, index, by), defaultId })}
            onDefault={(isDefault) => arrange.mutate({ order: ids, defaultId: isDefault ? view.id : null })}
            onEdit={() => setEdited(view)}
            onRemove={() => remove.mutate(view)}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface RowProps {
  readonly view: SavedView;
  readonly isDefault: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDefault: (isDefault: boolean) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}
function Row({ view, isDefault, isFirst, isLast, onMove, onDefault, onEdit, onRemove }: RowProps) {
  const texts = viewTexts();
  const { name, isShared, author, missing } = view;
  const star = isDefault ? texts.notOpenFirst(name) : texts.openFirst(name);
  const iconButton = { variant: 'ghost', size: 'icon-sm' } as const;
  return (
    <li className="flex flex-wrap items-center justify-end gap-1 px-2 py-1.5 sm:flex-nowrap">
      <div className="w-full min-w-0 py-1 sm:flex-1">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="mt-0.5 flex flex-wrap gap-1.5 text-xs text-text-muted empty:hidden">
          {isDefault ? <Badge tone="primary">{texts.opensFirst}</Badge> : null}
          {isShared ? (
            <Badge className="max-w-full">
              <span className="truncate">{`${texts.ofTeam}, ${texts.by(author.name)}`}</span>
            </Badge>
          ) : null}
          {missing.length === 0 ? null : <Badge tone="warning">{texts.incomplete}</Badge>}
        </p>
      </div>
      <Button
        {...iconButton}
        aria-pressed={isDefault}
        aria-label={star}
        title={star}
        onClick={() => onDefault(!isDefault)}
      >
        <Star
          size={16}
          aria-hidden="true"
          className={isDefault ? 'fill-current text-primary-text' : 'text-text-muted'}
        />
      </Button>
      <Button {...iconButton} aria-label={texts.up(name)} disabled={isFirst} onClick={() => onMove(-1)}>
        <ArrowUp size={16} aria-hidden="true" />
      </Button>
      <Button {...iconButton} aria-label={texts.down(name)} disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown size={16} aria-hidden="true" />
      </Button>
      <Menu
        trigger={
          <Button {...iconButton} aria-label={texts.actions(name)}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
        }
      >
        <MenuItem onSelect={() => void copyLink(view)}>
          <Link2 size={16} aria-hidden="true" className="text-text-muted" />
          {texts.copyLink}
        </MenuItem>
        {view.mayChange ? (
          <>
            <MenuItem onSelect={onEdit}>
              <Pencil size={16} aria-hidden="true" className="text-text-muted" />
              {texts.rename}
            </MenuItem>
            <MenuItem danger onSelect={onRemove}>
              <Trash2 size={16} aria-hidden="true" />
              {texts.remove}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </li>
  );
}

/** One of the team by its name alone, so that it stays what the team makes of it; somebody's own with all that it shows. */
async function copyLink({ id, isShared, query }: SavedView): Promise<void> {
  const texts = viewTexts();
  const search = isShared ? `?saved=${id}` : searchOfQuery(query);
  try {
    await navigator.clipboard.writeText(`${location.origin}/dashboard/leads${search}`);
    toast(isShared ? texts.copied : texts.copiedOwn);
  } catch {
    toast.error(texts.notCopied);
  }
}
