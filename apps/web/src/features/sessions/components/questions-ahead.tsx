import { Permission, type SessionView } from '@stageline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { ErrorState, Panel, Section, toast } from '../../../shared/ui/index.ts';
import { questionsAheadQuery, type QuestionsAhead } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';

const MAY_HOST = 'sessions.host' satisfies Permission;

/**
 * What people want answered, as they said when they registered: the host's run sheet. Nothing stands here where nobody said
 * anything, as on every site that does not ask.
 */
export function QuestionsAheadSection({ session }: { readonly session: SessionView }) {
  const mayHost = useSession().permissions.includes(MAY_HOST);
  const questions = useQuery({ ...questionsAheadQuery(session.id), enabled: mayHost });
  const texts = sessionsTexts().questionsAhead;
  if (questions.isError && questions.data === undefined)
    return (
      <Section title={texts.title} className="mt-8">
        <ErrorState error={questions.error} onRetry={() => void questions.refetch()} />
      </Section>
    );
  if (questions.data === undefined || questions.data.items.length === 0) return null;
  const { items, hasMore } = questions.data;
  const open = items.filter(({ answeredAt }) => answeredAt === null);
  const answered = items.filter(({ answeredAt }) => answeredAt !== null);
  return (
    <Section title={texts.title} className="mt-8" description={texts.description(open.length, items.length)}>
      <Panel className="max-h-120 overflow-y-auto">
        <ul className="divide-y divide-border">
          {[...open, ...answered].map((question) => (
            <li key={question.id}>
              <QuestionLine sessionId={session.id} question={question} />
            </li>
          ))}
        </ul>
        {hasMore ? <p className="p-4 text-sm text-text-muted">{texts.more}</p> : null}
      </Panel>
    </Section>
  );
}

function QuestionLine({
  sessionId,
  question: { id, text, name, leadId, answeredAt },
}: {
  readonly sessionId: SessionView['id'];
  readonly question: QuestionsAhead['items'][number];
}) {
  const client = useQueryClient();
  const { queryKey } = questionsAheadQuery(sessionId);
  const tick = useMutation({
    mutationFn: (isAnswered: boolean) =>
      call('registrations.answer-question', { params: { sessionId, registrationId: id }, body: { isAnswered } }),
    onSuccess: (changed) =>
      client.setQueryData(
        queryKey,
        (known) => known && { ...known, items: known.items.map((each) => (each.id === id ? changed : each)) },
      ),
    onError: (error) => toast.error(sessionsTexts().questionsAhead.notTicked, { description: error.message }),
  });
  const isAnswered = tick.isPending ? tick.variables : answeredAt !== null;
  return (
    <div className="flex items-start gap-3 px-4 py-3">
      <input
        id={id}
        type="checkbox"
        checked={isAnswered}
        onChange={({ target }) => tick.mutate(target.checked)}
        className="mt-0.5 size-5 shrink-0 accent-primary"
      />
      <div className="min-w-0 flex-1">
        <label
          htmlFor={id}
          dir="auto"
          className={cn('block whitespace-pre-line wrap-anywhere', isAnswered && 'text-text-muted line-through')}
        >
          {text}
        </label>
        <Link to={`/dashboard/leads/${leadId}`} className="text-sm text-text-muted hover:underline">
          <bdi>{name}</bdi>
        </Link>
      </div>
    </div>
  );
}
