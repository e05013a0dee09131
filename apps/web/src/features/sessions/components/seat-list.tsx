import type { SeatView, SessionView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { UserMinus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatDay, formatNumber, formatTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Panel,
  Section,
  ShowMore,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { seatsQuery, useReleaseSeat } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';

const OPEN: ReadonlySet<SessionView['phase']> = new Set(['countdown', 'lobby', 'live']);

/** Who is registered, and who waits for a seat in the order in which they get one. */
export function Seats({ session }: { readonly session: SessionView }) {
  const texts = sessionsTexts().seats;
  const { seats, capacity } = session;
  if (seats === null || session.phase === 'draft') return null;
  return (
    <>
      <Section
        title={texts.title}
        className="mt-8"
        description={capacity === null ? texts.noLimit : texts.limit(formatNumber(capacity))}
      >
        <SeatList session={session} state="held" />
      </Section>
      {capacity === null && seats.waiting === 0 ? null : (
        <Section title={texts.waiting} className="mt-8" description={texts.waitingText}>
          <SeatList session={session} state="waiting" />
        </Section>
      )}
    </>
  );
}

function SeatList({ session, state }: { readonly session: SessionView; readonly state: SeatView['state'] }) {
  const texts = sessionsTexts().seats;
  const seats = useInfiniteQuery(seatsQuery(session.id, state));
  if (seats.isPending) return <Skeleton className="h-24 w-full rounded-lg" />;
  if (!seats.data) return <ErrorState error={seats.error} onRetry={() => void seats.refetch()} />;
  const items = seats.data.pages.flatMap((page) => page.items);
  return (
    <>
      <Panel>
        {items.length === 0 ? (
          <EmptyState icon={<UsersRound size={20} />} title={state === 'held' ? texts.nobody : texts.nobodyWaits} />
        ) : (
          <ol className="divide-y divide-border">
            {items.map((seat) => (
              <Seat key={seat.id} session={session} seat={seat} />
            ))}
          </ol>
        )}
      </Panel>
      <ShowMore query={seats} />
    </>
  );
}

function Seat({ session, seat }: { readonly session: SessionView; readonly seat: SeatView }) {
  const texts = sessionsTexts().seats;
  const [isAsked, setIsAsked] = useState(false);
  const release = useReleaseSeat(session.id);
  const mayRelease = useSession().operations.includes('seats.release') && OPEN.has(session.phase);
  const name = seat.name === '' ? texts.somebody : seat.name;
  return (
    <li className="flex items-center gap-4 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">
          {seat.leadId === null ? (
            name
          ) : (
            <Link to={`/dashboard/leads/${seat.leadId}`} className="hover:underline">
              {name}
            </Link>
          )}
        </p>
        <p className="numeric text-sm text-text-muted">
          {texts.since(formatDay(seat.registeredAt), formatTime(seat.registeredAt))}
        </p>
      </div>
      {mayRelease ? (
        <Button size="sm" variant="ghost" aria-label={texts.releaseOf(name)} onClick={() => setIsAsked(true)}>
          <UserMinus size={16} aria-hidden="true" />
          <span className="max-sm:sr-only">{texts.release}</span>
        </Button>
      ) : null}
      {isAsked ? (
        <ConfirmDialog
          title={texts.releaseTitle(name)}
          description={seat.state === 'held' ? texts.releaseText : texts.releaseWaitingText}
          confirmLabel={texts.release}
          danger
          change={release}
          input={seat.id}
          done={texts.released}
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </li>
  );
}
