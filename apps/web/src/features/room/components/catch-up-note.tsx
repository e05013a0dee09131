import type { CatchUp } from '@stageline/contracts';
import { History, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatOffset } from '../../../shared/lib/format-offset.ts';
import { formatSeconds } from '../../../shared/lib/time-in-words.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Button } from '../../../shared/ui/index.ts';
import { catchUpTexts } from '../catch-up-texts.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';

/** What happened before somebody came who comes late: said once, and put away with Escape. Whoever was there sees nothing. */
export function CatchUpNote({ session }: { readonly session: RoomSession }) {
  const isOpen = useRoom((room) => room.connection === 'open');
  const [catchUp, setCatchUp] = useState<CatchUp | null>(null);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isOpen || isAsked) return;
    setAsked(true);
    // The room is complete without it.
    session.catchUp().then(setCatchUp, () => undefined);
  }, [session, isOpen, isAsked]);
  const isShown = catchUp !== null;
  useEffect(() => {
    if (!isShown) return undefined;
    const onKey = (event: KeyboardEvent) => {
      // A window that is open, or a text that is being written, has the key first.
      if (event.key === 'Escape' && !event.defaultPrevented) setCatchUp(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isShown]);
  return (
    <div role="status" aria-live="polite">
      {catchUp === null ? null : <Note session={session} catchUp={catchUp} onClose={() => setCatchUp(null)} />}
    </div>
  );
}

interface NoteProps {
  readonly session: RoomSession;
  readonly catchUp: CatchUp;
  readonly onClose: () => void;
}

function Note({ session, catchUp, onClose }: NoteProps) {
  const texts = catchUpTexts();
  const since = Math.max(0, Math.floor((useNow(60_000) - Date.parse(catchUp.liveSince)) / 1000));
  const facts = useFacts(session, catchUp);
  return (
    <section
      aria-label={texts.title}
      className="flex animate-fade items-start gap-3 border-b border-border bg-muted px-4 py-2 text-sm"
    >
      <History size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-text-muted max-sm:hidden" />
      <div className="max-h-32 min-w-0 flex-1 overflow-y-auto">
        <p>
          <strong className="font-semibold">{texts.title}</strong>{' '}
          <span className="text-text-muted">{texts.since(formatSeconds(since))}</span>
        </p>
        <ul className="flex flex-wrap gap-x-5 gap-y-0.5 text-text-muted">
          {facts.map((fact) => (
            <li key={fact} className="min-w-0 wrap-anywhere">
              {fact}
            </li>
          ))}
        </ul>
        {catchUp.said.length === 0 ? null : (
          <>
            <p className="mt-1.5">{texts.said}</p>
            <ul className="text-text-muted">
              {catchUp.said.map(({ at, offsetMs, speaker, text }) => (
                <li key={at} className="flex gap-2">
                  <time dateTime={at} className="numeric shrink-0">
                    {formatOffset(offsetMs)}
                  </time>
                  <span className="min-w-0 wrap-anywhere">{texts.words(speaker, text)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Button variant="ghost" size="icon-sm" aria-label={texts.close} title={texts.close} onClick={onClose}>
        <X size={16} aria-hidden="true" />
      </Button>
    </section>
  );
}

/** What the room holds now, and what was before; each in a line. */
function useFacts(session: RoomSession, { questions, offers, polls }: CatchUp): string[] {
  const texts = catchUpTexts();
  const { offers: shown } = useSyncExternalStore(session.offers.subscribe, session.offers.getSnapshot);
  const { runs } = useSyncExternalStore(session.polls.subscribe, session.polls.getSnapshot);
  const { pinned } = useSyncExternalStore(session.chat.subscribe, session.chat.getSetup);
  const open = runs.filter(({ closedAt }) => closedAt === null);
  const onScreen = shown.map(({ title, text }) => texts.onScreen(title === '' ? text : title));
  const asked = open.map(({ title }) => texts.pollNow(title));
  return [
    ...(onScreen.length > 0 ? onScreen : [texts.offersBefore(offers)]),
    ...(asked.length > 0 ? asked : polls > 0 ? [texts.pollsBefore(polls)] : []),
    ...pinned.slice(0, 1).map(({ text }) => texts.pinned(text)),
    ...(questions.answered === 0 ? [] : [[texts.answered(questions.answered), ...questions.last].join(' · ')]),
  ];
}
