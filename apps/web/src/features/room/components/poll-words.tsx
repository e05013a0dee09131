import type { PollRunResult, PollView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatTime } from '../../../shared/lib/format.ts';
import { Dialog, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { pollTextsQuery } from '../api/polls.queries.ts';
import { pollTexts } from '../poll-texts.ts';

interface PollWordsProps {
  readonly sessionId: string;
  readonly poll: PollView;
  readonly run: PollRunResult;
  readonly onClose: () => void;
}

/** The newest answers in words, under their questions. */
export function PollWords({ sessionId, poll, run, onClose }: PollWordsProps) {
  const texts = pollTexts().panel;
  const query = useQuery(pollTextsQuery(sessionId, poll, run));
  const items = query.data?.items;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.texts}
      description={<span className="wrap-anywhere">{poll.title}</span>}
    >
      {items === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton className="h-16 w-full" />
        )
      ) : items.length === 0 ? (
        <p className="m-0 text-sm text-text-muted">{texts.noTexts}</p>
      ) : (
        run.questions.map((question, at) => {
          const answers = items.filter((item) => item.question === at);
          return answers.length === 0 ? null : (
            <section key={at} aria-label={question.text} className="mb-4 last:mb-0">
              <h3 className="m-0 mb-1 text-sm font-semibold wrap-anywhere">{question.text}</h3>
              <ul className="m-0 list-none p-0">
                {answers.map(({ text, answeredAt }, place) => (
                  <li
                    key={place}
                    className="flex items-start justify-between gap-3 border-b border-border py-2 text-sm last:border-b-0"
                  >
                    <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{text}</span>
                    <time dateTime={answeredAt} className="numeric shrink-0 text-text-muted">
                      {formatTime(answeredAt)}
                    </time>
                  </li>
                ))}
              </ul>
            </section>
          );
        })
      )}
    </Dialog>
  );
}
