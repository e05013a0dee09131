import type { LeadId, NoteView } from '@stageline/contracts';
import { MoreHorizontal, Pin } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Menu, MenuItem, Panel } from '../../../shared/ui/index.ts';
import { useNotes } from '../api/timeline.queries.ts';
import { timelineTexts } from '../timeline-texts.ts';
import { LinkedText } from './linked-text.tsx';
import { NoteDialog } from './note-dialog.tsx';

interface NoteCardProps {
  readonly leadId: LeadId;
  readonly note: NoteView;
}
/** One note: what it says, who wrote it, and what may be done with it. */
export function NoteCard({ leadId, note }: NoteCardProps) {
  const texts = timelineTexts();
  const { permissions } = useSession();
  const [isEditing, setEditing] = useState(false);
  const { author, pinned, createdAt, editedAt } = note;
  return (
    <Panel className="flex items-start gap-2 p-3">
      <div className="min-w-0 flex-1">
        <LinkedText text={note.text} />
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-xs text-text-muted">
          {pinned ? <Pin size={12} role="img" aria-label={texts.pinned} /> : null}
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

function NoteMenu({ leadId, note, onEdit }: NoteCardProps & { readonly onEdit: () => void }) {
  const texts = timelineTexts();
  const { permissions, membershipId } = useSession();
  const { change, remove, onError } = useNotes(leadId);
  const isOwn = note.author.membershipId === membershipId;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" aria-label={texts.actions(note.author.name)}>
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
