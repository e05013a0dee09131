import type { PollRunResult, PollView } from '@stageline/contracts';
import { Download, EllipsisVertical, Eye, EyeOff, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../../shared/lib/download.ts';
import { formatTime } from '../../../shared/lib/format.ts';
import { Button, Menu, MenuItem } from '../../../shared/ui/index.ts';
import { usePollDeeds } from '../api/polls.queries.ts';
import { pollTexts } from '../poll-texts.ts';
import { PollWords } from './poll-words.tsx';
import { TallyBars } from './tally-bars.tsx';

interface PollRowProps {
  readonly sessionId: string;
  readonly poll: PollView;
  readonly isLive: boolean;
  readonly mayPrepare: boolean;
  readonly mayExport: boolean;
  readonly onEdit: () => void;
}

/** One poll: where it stands, how it is answered, and the one thing to do with it now. */
export function PollRow({ sessionId, poll, isLive, mayPrepare, mayExport, onEdit }: PollRowProps) {
  const texts = pollTexts().panel;
  const { launch, remove, close, show } = usePollDeeds(sessionId, poll);
  const [last, ...earlier] = poll.runs;
  const isOpen = last !== undefined && last.closedAt === null;
  const word = isOpen ? texts.close : last === undefined ? texts.launch : texts.launchAgain;
  return (
    <li className="flex flex-col gap-3 border-b border-border py-3 ps-4 pe-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="m-0 line-clamp-2 text-sm font-semibold wrap-anywhere">{poll.title}</p>
          <p className="numeric m-0 mt-0.5 text-sm text-text-muted">
            {isOpen ? <strong className="font-semibold text-success">{texts.open}</strong> : stateOf(poll, last)}
          </p>
        </div>
        {mayPrepare ? (
          <RowMenu
            sessionId={sessionId}
            poll={poll}
            mayExport={mayExport}
            onEdit={onEdit}
            onRemove={() => remove.mutate()}
          />
        ) : null}
      </div>
      {last === undefined ? null : <RunResults sessionId={sessionId} poll={poll} run={last} />}
      <div className="flex flex-wrap items-center justify-end gap-2 pe-2">
        {last === undefined ? null : (
          <Button
            size="sm"
            variant="ghost"
            loading={show.isPending}
            onClick={() => show.mutate({ run: last, shown: !last.shown })}
          >
            {last.shown ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
            {last.shown ? texts.hideResults : texts.showResults}
          </Button>
        )}
        <Button
          size="sm"
          variant={isOpen ? 'secondary' : 'primary'}
          disabled={!isLive && !isOpen}
          loading={launch.isPending || close.isPending}
          aria-label={texts.about(word, poll.title)}
          onClick={() => (isOpen ? close.mutate(last) : launch.mutate())}
        >
          {word}
        </Button>
      </div>
      {earlier.length === 0 ? null : (
        <details className="pe-2 text-sm">
          <summary className="min-h-8 cursor-pointer text-text-muted">{texts.earlier(earlier.length)}</summary>
          <div className="mt-2 flex flex-col gap-4">
            {earlier.map((run) => (
              <RunResults key={run.id} sessionId={sessionId} poll={poll} run={run} withHead />
            ))}
          </div>
        </details>
      )}
    </li>
  );
}

function stateOf({ questions }: PollView, last: PollRunResult | undefined): string {
  const texts = pollTexts().panel;
  const state = last === undefined ? texts.ready : last.shown ? texts.shown : texts.closed;
  return `${state} · ${texts.questions(questions.length)}`;
}

interface RunResultsProps {
  readonly sessionId: string;
  readonly poll: PollView;
  readonly run: PollRunResult;
  readonly withHead?: boolean;
}

function RunResults({ sessionId, poll, run, withHead = false }: RunResultsProps) {
  const texts = pollTexts();
  const [isReading, setIsReading] = useState(false);
  const { tally, questions } = run;
  return (
    <div className="flex flex-col gap-3 pe-2">
      {withHead ? (
        <p className="numeric m-0 text-sm font-semibold">{texts.panel.run(run.number, formatTime(run.openedAt))}</p>
      ) : null}
      {questions.map((question, at) => (
        <div key={at}>
          <p className="m-0 mb-1.5 text-sm font-medium wrap-anywhere">{question.text}</p>
          <TallyBars question={question} counts={tally.counts[at] ?? []} people={tally.people} />
        </div>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="numeric m-0 text-sm text-text-muted">{texts.people(tally.people)}</p>
        {questions.some(({ kind }) => kind === 'text') ? (
          <Button size="sm" variant="ghost" onClick={() => setIsReading(true)}>
            {texts.panel.readTexts}
          </Button>
        ) : null}
      </div>
      {isReading ? <PollWords sessionId={sessionId} poll={poll} run={run} onClose={() => setIsReading(false)} /> : null}
    </div>
  );
}

interface RowMenuProps extends Pick<PollRowProps, 'sessionId' | 'poll' | 'mayExport' | 'onEdit'> {
  readonly onRemove: () => void;
}

function RowMenu({ sessionId, poll, mayExport, onEdit, onRemove }: RowMenuProps) {
  const texts = pollTexts().panel;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="tap-target grid size-9 shrink-0 place-items-center rounded-md text-text-muted hover:bg-muted hover:text-text data-[state=open]:bg-muted"
        >
          <EllipsisVertical size={16} aria-hidden="true" />
          <span className="sr-only">{texts.more(poll.title)}</span>
        </button>
      }
    >
      <MenuItem onSelect={onEdit}>
        <Pencil size={16} aria-hidden="true" />
        {texts.edit}
      </MenuItem>
      {mayExport && poll.runs.length > 0 ? (
        <MenuItem onSelect={() => void download(`/api/v1/sessions/${sessionId}/polls/${poll.id}/export.csv`)}>
          <Download size={16} aria-hidden="true" />
          {texts.export}
        </MenuItem>
      ) : null}
      {poll.runs.length === 0 ? (
        <MenuItem danger onSelect={onRemove}>
          <Trash2 size={16} aria-hidden="true" />
          {texts.remove}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
