import type { SessionView } from '@stageline/contracts';
import { CalendarClock, CalendarX, Lock, Megaphone, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, ConfirmDialog } from '../../../shared/ui/index.ts';
import { useCloseSession, usePublishSession } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';
import { CancelDialog, EditDialog, MoveDialog } from './session-dialogs.tsx';

type Command = 'edit' | 'move' | 'publish' | 'cancel' | 'close' | 'discard';

/** What may be done in each phase, in this order. */
const COMMANDS: Readonly<Record<SessionView['phase'], readonly Command[]>> = {
  draft: ['publish', 'edit', 'move', 'discard'],
  countdown: ['edit', 'move', 'cancel'],
  lobby: ['edit', 'move', 'cancel'],
  live: ['edit'],
  ended: ['close'],
  replay: ['close'],
  cancelled: ['close'],
  closed: [],
};
const ICONS = {
  edit: Pencil,
  move: CalendarClock,
  publish: Megaphone,
  cancel: CalendarX,
  close: Lock,
  discard: Trash2,
};

/** The commands to a masterclass, each with its question. */
export function SessionActions({ session }: { readonly session: SessionView }) {
  const [asked, setAsked] = useState<Command | null>(null);
  const mayPlan = useSession().operations.includes('sessions.edit');
  const texts = sessionsTexts().commands;
  // One that was never held and whose time is over can still be moved.
  const wasMissed = session.phase === 'ended' && session.startedAt === null;
  const commands: readonly Command[] = wasMissed ? ['move', 'cancel'] : COMMANDS[session.phase];
  if (!mayPlan || commands.length === 0) return null;
  const close = () => setAsked(null);
  return (
    <div className="mb-6 flex flex-wrap gap-2" role="group" aria-label={texts.label}>
      {commands.map((command) => {
        const Icon = ICONS[command];
        return (
          <Button
            key={command}
            size="sm"
            variant={command === 'publish' ? 'primary' : 'secondary'}
            onClick={() => setAsked(command)}
          >
            <Icon size={16} aria-hidden="true" />
            {texts.names[command]}
          </Button>
        );
      })}
      {asked === 'edit' ? <EditDialog session={session} onClose={close} /> : null}
      {asked === 'move' ? <MoveDialog session={session} onClose={close} /> : null}
      {asked === 'cancel' ? <CancelDialog session={session} onClose={close} /> : null}
      {asked === 'publish' ? <Publishing session={session} onClose={close} /> : null}
      {asked === 'close' || asked === 'discard' ? (
        <Closing session={session} isDraft={asked === 'discard'} onClose={close} />
      ) : null}
    </div>
  );
}

interface QuestionProps {
  readonly session: SessionView;
  readonly onClose: () => void;
}

function Publishing({ session, onClose }: QuestionProps) {
  const texts = sessionsTexts().commands;
  const publish = usePublishSession(session.id);
  return (
    <ConfirmDialog
      title={texts.publishTitle(session.title)}
      description={texts.publishText}
      confirmLabel={texts.names.publish}
      change={publish}
      input={undefined}
      done={texts.published}
      onClose={onClose}
    />
  );
}

function Closing({ session, isDraft, onClose }: QuestionProps & { readonly isDraft: boolean }) {
  const texts = sessionsTexts().commands;
  const close = useCloseSession(session.id);
  return (
    <ConfirmDialog
      title={isDraft ? texts.discardTitle(session.title) : texts.closeTitle(session.title)}
      description={isDraft ? texts.discardText : texts.closeText}
      confirmLabel={isDraft ? texts.names.discard : texts.names.close}
      danger
      change={close}
      input={undefined}
      done={isDraft ? texts.discarded : texts.closed}
      onClose={onClose}
    />
  );
}
