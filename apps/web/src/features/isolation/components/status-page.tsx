import { useQuery } from '@tanstack/react-query';
import { CircleHelp, ShieldAlert, ShieldCheck } from 'lucide-react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { ErrorState, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { Wordmark } from '../../../shared/ui/wordmark.tsx';
import { statusQuery } from '../api/isolation.queries.ts';
import { isolationTexts } from '../texts.ts';

const looks = {
  refused: { icon: ShieldCheck, className: 'bg-success-tint text-success' },
  leak: { icon: ShieldAlert, className: 'bg-danger-tint text-danger' },
  unknown: { icon: CircleHelp, className: 'bg-muted text-text-muted' },
} as const;

/** How the platform is, for anybody who asks: whether the walls between sites held when they were last attacked. */
export function StatusPage() {
  const texts = isolationTexts().status;
  const status = useQuery(statusQuery());
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col gap-10 px-4 py-10 sm:px-6">
      <PageTitle>{texts.title}</PageTitle>
      <a href="/" className="flex min-h-11 items-center self-start">
        <Wordmark />
      </a>
      {status.data ? (
        <Isolation {...status.data.isolation} />
      ) : status.isError ? (
        <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="size-14 rounded-full" />
          <Skeleton className="mt-6 h-8 w-72 max-w-full" />
          <Skeleton className="mt-3 h-5 w-full" />
        </div>
      )}
    </main>
  );
}

function Isolation({
  state,
  checkedAt,
  attacks,
  everyMinutes,
}: {
  readonly state: keyof typeof looks;
  readonly checkedAt: string | null;
  readonly attacks: number;
  readonly everyMinutes: number;
}) {
  const texts = isolationTexts().status;
  const { icon: Icon, className } = looks[state];
  const facts = [
    [texts.checked, checkedAt === null ? texts.never : formatDateTime(checkedAt)],
    [texts.attacks, formatNumber(attacks)],
    [texts.rhythm, everyMinutes === 0 ? texts.never : texts.every(everyMinutes)],
  ] as const;
  return (
    <section aria-live="polite">
      <span className={cn('grid size-14 place-items-center rounded-full', className)} aria-hidden="true">
        <Icon size={28} />
      </span>
      <h1 className="display mt-6 text-2xl text-text">{texts.heading[state]}</h1>
      <p className="mt-2 text-base text-text-muted">{texts.text[state]}</p>
      <dl className="mt-8 divide-y divide-border border-y border-border">
        {facts.map(([term, value]) => (
          <div key={term} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
            <dt className="text-text-muted">{term}</dt>
            <dd className="numeric font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
