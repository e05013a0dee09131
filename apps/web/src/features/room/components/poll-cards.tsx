import type { PollAnswer, PollRunView } from '@stageline/contracts';
import { X } from 'lucide-react';
import { type FormEvent, useId, useState, useSyncExternalStore } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Button, toast } from '../../../shared/ui/index.ts';
import { isAsking, type PollStore } from '../lib/poll-store.ts';
import { pollTexts } from '../poll-texts.ts';
import { observes, useRoom } from '../slice.ts';
import { PollField } from './poll-field.tsx';
import { TallyBars } from './tally-bars.tsx';

/** Tells a screen reader what is asked, in its turn. Always there: a live region that comes with its words says none. */
export function PollNews({ store }: { store: PollStore }) {
  const { runs } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const texts = pollTexts();
  const newest = runs[0];
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {newest === undefined ? '' : newest.closedAt === null ? texts.arrived(newest.title) : texts.results(newest.title)}
    </p>
  );
}

/** What the room is asked, above the chat: to answer, or to look at the results. */
export function PollCards({ store }: { store: PollStore }) {
  const { runs, own } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return (
    <section
      aria-label={pollTexts().region}
      className={cn(
        'overflow-y-auto border-b border-border bg-raised lg:max-h-[65%] lg:shrink-0',
        isAsking(runs, own) ? 'max-lg:flex-1' : 'max-lg:max-h-[40%] max-lg:shrink-0',
      )}
    >
      {runs.map((run) => (
        <PollCard key={run.id} store={store} run={run} own={own[run.id]} />
      ))}
    </section>
  );
}

interface PollCardProps {
  readonly store: PollStore;
  readonly run: PollRunView;
  /** What the reader has answered. */
  readonly own: readonly PollAnswer[] | undefined;
}

function PollCard({ store, run, own }: PollCardProps) {
  const texts = pollTexts();
  const [isChanging, setIsChanging] = useState(false);
  const { title, closedAt, tally, changeable } = run;
  const onlyLooks = useRoom(observes);
  const mayAnswer = !onlyLooks && closedAt === null && (own === undefined || isChanging);
  return (
    <article className="animate-fade border-b border-border px-4 py-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <h3 className="m-0 min-w-0 flex-1 py-1 text-base font-semibold wrap-anywhere">{title}</h3>
        <Button
          variant="ghost"
          size="icon"
          className="-my-1 -me-2 shrink-0"
          aria-label={texts.putAway(title)}
          onClick={() => store.putAway(run)}
        >
          <X size={20} aria-hidden="true" />
        </Button>
      </div>
      {mayAnswer ? (
        <AnswerForm store={store} run={run} own={own} onDone={() => setIsChanging(false)} />
      ) : (
        <>
          {own !== undefined && closedAt === null ? (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p role="status" className="m-0 text-sm text-text-muted">
                {changeable ? texts.thanksChangeable : texts.thanks}
              </p>
              {changeable ? (
                <Button size="sm" onClick={() => setIsChanging(true)}>
                  {texts.change}
                </Button>
              ) : null}
            </div>
          ) : null}
          {tally === null ? onlyLooks && <Asked run={run} /> : <Results run={run} own={own} />}
        </>
      )}
    </article>
  );
}

/** What the audience is asked, for whoever does not answer. */
const Asked = ({ run: { questions } }: Pick<PollCardProps, 'run'>) => (
  <div className="mt-1 flex flex-col gap-4">
    {questions.map(({ text, choices }, at) => (
      <div key={at}>
        <p className="m-0 mb-2 text-sm font-medium wrap-anywhere">{text}</p>
        <ul className="m-0 flex list-none flex-col gap-2 p-0">
          {choices.map((choice, place) => (
            <li key={place} className="rounded-md border border-border px-3 py-2 text-sm wrap-anywhere">
              {choice}
            </li>
          ))}
        </ul>
      </div>
    ))}
  </div>
);

function Results({ run: { questions, tally }, own }: Pick<PollCardProps, 'run' | 'own'>) {
  if (tally === null) return null;
  return (
    <div className="mt-2 flex flex-col gap-4">
      {questions.map((question, at) => (
        <div key={at}>
          <p className="m-0 mb-2 text-sm font-medium wrap-anywhere">{question.text}</p>
          <TallyBars
            question={question}
            counts={tally.counts[at] ?? []}
            people={tally.people}
            own={placesOf(question.kind, own?.[at])}
          />
        </div>
      ))}
      <p className="numeric m-0 text-sm text-text-muted">{pollTexts().people(tally.people)}</p>
    </div>
  );
}

/** Points count from 1, places from 0. */
function placesOf(kind: PollRunView['questions'][number]['kind'], answer: PollAnswer | undefined): readonly number[] {
  if (!Array.isArray(answer)) return [];
  return kind === 'rating' ? answer.map((points) => points - 1) : answer;
}

const isEmpty = (answer: PollAnswer): boolean => (typeof answer === 'string' ? answer.trim() : answer).length === 0;

function AnswerForm({ store, run, own, onDone }: PollCardProps & { readonly onDone: () => void }) {
  const texts = pollTexts();
  const formId = useId();
  const [answers, setAnswers] = useState<readonly PollAnswer[]>(
    () => own ?? run.questions.map(({ kind }) => (kind === 'text' ? '' : [])),
  );
  const [isSending, setIsSending] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (answers.every(isEmpty)) return setIsMissing(true);
    setIsSending(true);
    try {
      await store.answer(run, answers);
      onDone();
    } catch (error) {
      toast.error(texts.notSent, { description: error instanceof Error ? error.message : undefined });
    } finally {
      setIsSending(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-1 flex flex-col gap-4">
      {run.questions.map((question, at) => (
        <PollField
          key={at}
          id={`${formId}-${at}`}
          question={question}
          answer={answers[at] ?? []}
          onAnswer={(answer) => {
            setIsMissing(false);
            setAnswers(answers.map((other, place) => (place === at ? answer : other)));
          }}
        />
      ))}
      {isMissing ? (
        <p role="alert" className="m-0 text-sm text-danger">
          {texts.nothing}
        </p>
      ) : null}
      <Button type="submit" variant="primary" loading={isSending} className="self-start">
        {texts.send}
      </Button>
    </form>
  );
}
