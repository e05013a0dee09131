import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleHelp } from 'lucide-react';
import type { Question } from '@stageline/contracts';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button, toast } from '../../../shared/ui/index.ts';
import { useOwnHeld } from '../hooks/use-chat.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import type { QuestionStore } from '../lib/question-store.ts';
import { roomTexts } from '../texts.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { Composer } from './composer.tsx';
import { OwnHeld } from './own-held.tsx';
import { PanelState } from './panel-state.tsx';
import { QuestionCard } from './question-card.tsx';

/** The longest question that the room stores. */
const MAX_LENGTH = 500;

const failed = (error: unknown): void => {
  toast.error(roomTexts().chat.notDone, { description: error instanceof Error ? error.message : undefined });
};

/** The questions of the room, those with the most votes first, and a place to ask one. */
export function QuestionPanel({ store, readOnlyReason }: { store: ChatStore; readOnlyReason: string | null }) {
  const { questions } = store;
  const { mayModerate } = useSyncExternalStore(store.subscribe, store.getStanding);
  const held = useOwnHeld(store, 'question');
  const texts = roomTexts().questions;
  const ask = (text: string) =>
    questions.ask(text).then(
      () => true,
      (error: unknown) => {
        failed(error);
        return false;
      },
    );
  return (
    <>
      <QuestionList store={questions} mayModerate={mayModerate} />
      {held.length === 0 ? null : (
        <div className="max-h-[35%] shrink-0 overflow-y-auto border-t border-border">
          {held.map((question) => (
            <OwnHeld key={question.id} held={question} store={store.held} />
          ))}
        </div>
      )}
      <Composer
        label={texts.yours}
        placeholder={texts.placeholder}
        sendLabel={texts.ask}
        maxLength={MAX_LENGTH}
        draft={questions.draft}
        onSend={ask}
        readOnlyReason={readOnlyReason}
      />
    </>
  );
}

function QuestionList({ store, mayModerate }: { store: QuestionStore; mayModerate: boolean }) {
  const { questions, state, voted } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const [answering, setAnswering] = useState<Question | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const texts = roomTexts().questions;
  useEffect(() => void store.read(), [store]);
  const virtualizer = useVirtualizer({
    count: questions.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => questions[index]?.id ?? index,
    estimateSize: () => 96,
    overscan: 6,
  });
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={texts.list}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ring"
    >
      {questions.length === 0 ? (
        <PanelState
          state={state}
          icon={<CircleHelp size={20} aria-hidden="true" />}
          loading={texts.loading}
          failed={texts.failed}
          empty={mayModerate ? texts.emptyForHost : texts.empty}
          onRetry={() => void store.read()}
        />
      ) : state === 'failed' ? (
        <p
          role="alert"
          className="m-0 flex items-center justify-between gap-3 border-b border-border px-4 py-1 text-sm"
        >
          {texts.incomplete}
          <Button variant="ghost" size="sm" onClick={() => void store.read()}>
            {roomTexts().tryAgain}
          </Button>
        </p>
      ) : null}
      <ol className="relative m-0 w-full list-none p-0" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const question = questions[row.index];
          if (question === undefined) return null;
          return (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              aria-setsize={questions.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0 border-b border-border"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <QuestionCard
                question={question}
                hasVoted={voted.has(question.id)}
                mayModerate={mayModerate}
                onVote={(inFavour) => void store.vote(question, inFavour).catch(failed)}
                onAnswer={(answer) => void store.answer(question, answer).catch(failed)}
                onAnswerInText={() => setAnswering(question)}
                onRemove={() => void store.remove(question).catch(failed)}
              />
            </li>
          );
        })}
      </ol>
      {answering === null ? null : (
        <AnswerDialog store={store} question={answering} onClose={() => setAnswering(null)} />
      )}
    </div>
  );
}
