import type { LeadId, NoteView } from '@stageline/contracts';
import { Mail, MoreHorizontal, Phone, Pin, StickyNote } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Menu, MenuItem, Panel } from '../../../shared/ui/index.ts';
import { useNotes } from '../api/timeline.queries.ts';
import { timelineTexts } from '../timeline-texts.ts';
import { LinkedText } from './linked-text.tsx';
import { NoteDialog } from './note-dialog.tsx';

/** What a note tells of, as the timeline marks it. */
export const noteIcons = { note: StickyNote, call: Phone, mail: Mail } as const;

interface NoteCardProps {
  readonly leadId: LeadId;
  readonly note: NoteView;
  /** Its beginning is enough, because it stands elsewhere too. */
  readonly isShort?: boolean;
}
/** One note: what it says, who wrote it, and what may be done with it. */
export function NoteCard({ leadId, note, isShort = false }: NoteCardProps) {
  const texts = timelineTexts();
  const { permissions } = useSession();
  const [isEditing, setEditing] = useState(false);
  const { kind, author, pinned, createdAt, editedAt } = note;
  return (
    <Panel className="flex items-start gap-1 py-3 ps-4 pe-2">
      <div className="min-w-0 flex-1">
        <NoteText text={note.text} isShort={isShort} />
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-xs text-text-muted">
          {pinned ? <Pin size={12} role="img" aria-label={texts.pinned} /> : null}
          {kind === 'note' ? null : <span className="font-medium text-text">{texts.noteKinds[kind]}</span>}
          <span className="wrap-anywhere">{author.name}</span>
          <time dateTime={createdAt} className="numeric">
            {formatDateTime(createdAt)}
          </time>
          {editedAt === null ? null : <span title={formatDateTime(editedAt)}>{texts.edited}</span>}
        </p>
      </div>
      {permissions.includes('leads.edit') ? (
        <NoteMenu leadId={leadId} note={note} onEdit={() => setEditing(true)} />
      ) : null}
      {isEditing ? <NoteDialog leadId={leadId} note={note} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}

/** What a screen takes without hiding what stands below it; the first number where the beginning is enough. */
const SHOWN = { characters: [90, 500], lines: [2, 8] } as const;

function NoteText({ text, isShort }: { readonly text: string; readonly isShort: boolean }) {
  const texts = timelineTexts();
  const [isWhole, setWhole] = useState(false);
  const at = isShort ? 0 : 1;
  const isLong = text.length > SHOWN.characters[at] || text.split('\n').length > SHOWN.lines[at];
  const cut = isShort ? 'line-clamp-2' : 'line-clamp-8';
  return (
    <>
      <LinkedText text={text} {...(isLong && !isWhole ? { className: cut } : {})} />
      {isLong ? (
        <button
          type="button"
          aria-expanded={isWhole}
          className="tap-target mt-1 text-sm font-medium text-primary-text hover:underline"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? texts.less : texts.whole}
        </button>
      ) : null}
    </>
  );
}

function NoteMenu({ leadId, note, onEdit }: NoteCardProps & { readonly onEdit: () => void }) {
  const texts = timelineTexts();
  const { permissions, membershipId } = useSession();
  const { change, remove, onError } = useNotes(leadId);
  const isOwn = note.author.membershipId === membershipId;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" className="-mt-1.5" aria-label={texts.actions(note.author.name)}>
          <MoreHorizontal size={16} aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem onSelect={() => change.mutate({ note, pinned: !note.pinned }, { onError })}>
        {note.pinned ? texts.unpin : texts.pin}
      </MenuItem>
      {isOwn ? <MenuItem onSelect={onEdit}>{texts.edit}</MenuItem> : null}
      {isOwn || permissions.includes('leads.read-all') ? (
        <MenuItem danger onSelect={() => remove.mutate(note)}>
          {texts.remove}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
