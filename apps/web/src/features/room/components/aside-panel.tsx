import type { Aside } from '@stageline/contracts';
import { Lock, Reply, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { formatTime } from '../../../shared/lib/format.ts';
import { Button, toast } from '../../../shared/ui/index.ts';
import type { AsideStore } from '../lib/aside-store.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';
import { Composer } from './composer.tsx';
import { PanelState } from './panel-state.tsx';

const MAX_LENGTH = 2000;

interface AsidePanelProps {
  readonly store: ChatStore;
  readonly readOnlyReason: string | null;
}

/** What an attendee and the hosts write to each other alone: for a moderator that of everybody, with an answer to each. */
export function AsidePanel({ store, readOnlyReason }: AsidePanelProps) {
  const { asides } = store;
  const { mayModerate } = useSyncExternalStore(store.subscribe, store.getStanding);
  const [answering, setAnswering] = useState<Aside['person'] | null>(null);
  const texts = roomTexts().asides;
  useEffect(() => {
    asides.look(true);
    return () => asides.look(false);
  }, [asides]);
  const send = (text: string) => {
    const sending = answering === null ? asides.tell(text) : asides.answer(answering.id, text);
    return sending.then(
      () => {
        // Meanwhile they may have begun to answer somebody else.
        setAnswering((current) => (current?.id === answering?.id ? null : current));
        return true;
      },
      (error: unknown) => {
        toast.error(roomTexts().chat.notDone, { description: error instanceof Error ? error.message : undefined });
        return false;
      },
    );
  };
  return (
    <>
      <AsideLines store={asides} mayModerate={mayModerate} onAnswer={setAnswering} />
      {mayModerate && answering === null ? (
        <p className="m-0 border-t border-border p-4 text-center text-sm text-text-muted">{texts.chooseOne}</p>
      ) : (
        <>
          {answering === null ? null : (
            <p className="m-0 flex items-center justify-between gap-2 border-t border-border py-1 ps-4 pe-2 text-sm">
              <span className="min-w-0 truncate">{texts.answerTo(answering.name)}</span>
              <Button variant="ghost" size="icon-sm" aria-label={texts.noAnswer} onClick={() => setAnswering(null)}>
                <X size={16} aria-hidden="true" />
              </Button>
            </p>
          )}
          <Composer
            key={answering?.id ?? 'own'}
            label={answering === null ? texts.yours : texts.answerTo(answering.name)}
            placeholder={answering === null ? texts.placeholder : texts.answerPlaceholder}
            sendLabel={answering === null ? texts.send : texts.sendAnswer}
            maxLength={MAX_LENGTH}
            draft={asides.draftFor(answering?.id ?? null)}
            onSend={send}
            readOnlyReason={mayModerate ? null : readOnlyReason}
          />
        </>
      )}
    </>
  );
}

interface AsideLinesProps {
  readonly store: AsideStore;
  readonly mayModerate: boolean;
  readonly onAnswer: (person: Aside['person']) => void;
}

function AsideLines({ store, mayModerate, onAnswer }: AsideLinesProps) {
  const { asides, state } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const texts = roomTexts().asides;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, [asides.length]);
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="log"
      aria-label={texts.list}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ring"
    >
      {asides.length === 0 ? (
        <PanelState
          state={state}
          icon={<Lock size={20} aria-hidden="true" />}
          loading={texts.loading}
          failed={texts.failed}
          empty={mayModerate ? texts.emptyForHost : texts.empty}
          onRetry={() => void store.read()}
        />
      ) : null}
      <ol className="m-0 list-none p-0 py-3">
        {asides.map((aside) => (
          <li
            key={aside.id}
            className="flex items-start gap-2 px-4 py-1.5 [contain-intrinsic-size:auto_3rem] [content-visibility:auto]"
          >
            <div className="min-w-0 flex-1">
              <p className="m-0 flex items-baseline gap-2 text-xs">
                <span className="min-w-0 truncate font-semibold">
                  {mayModerate && aside.fromHost ? texts.fromTo(aside.authorName, aside.person.name) : aside.authorName}
                </span>
                <time dateTime={aside.sentAt} className="numeric shrink-0 text-text-muted">
                  {formatTime(aside.sentAt)}
                </time>
              </p>
              <p className="m-0 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap">{aside.text}</p>
            </div>
            {mayModerate && !aside.fromHost ? (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={texts.answerOf(aside.person.name, aside.text.slice(0, 80))}
                title={texts.answer}
                onClick={() => onAnswer(aside.person)}
              >
                <Reply size={16} aria-hidden="true" />
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
