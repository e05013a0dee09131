import type { OfferView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatTime } from '../../../shared/lib/format.ts';
import { Dialog, ErrorState, ShowMore, Skeleton } from '../../../shared/ui/index.ts';
import { offerPeopleQuery } from '../api/offers.queries.ts';
import { offerTexts } from '../offer-texts.ts';

interface OfferPeopleProps {
  readonly sessionId: string;
  readonly offer: OfferView;
  readonly onClose: () => void;
}

/** Who followed an offer, the last one first, with the way to their lead. */
export function OfferPeople({ sessionId, offer, onClose }: OfferPeopleProps) {
  const texts = offerTexts().people;
  const query = useInfiniteQuery(offerPeopleQuery(sessionId, offer));
  const people = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.title}
      description={<span className="wrap-anywhere">{offer.title === '' ? offer.text : offer.title}</span>}
    >
      {people === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div role="status" aria-label={texts.loading} className="flex flex-col gap-3">
            <Skeleton className="h-6 w-full" />
            <Skeleton className="h-6 w-full" />
          </div>
        )
      ) : people.length === 0 ? (
        <p className="m-0 text-sm text-text-muted">{texts.none}</p>
      ) : (
        <ul className="m-0 list-none p-0">
          {people.map(({ name, leadId, clickedAt }) => (
            <li
              key={`${leadId} ${clickedAt} ${name}`}
              className="flex min-h-11 items-center justify-between gap-3 text-sm"
            >
              <span className="min-w-0 wrap-anywhere">
                {leadId === null ? (
                  name === '' ? (
                    <span className="text-text-muted">{texts.unknown}</span>
                  ) : (
                    name
                  )
                ) : (
                  <Link
                    to={`/dashboard/leads/${leadId}`}
                    target="_blank"
                    className="font-medium text-primary-text underline underline-offset-2"
                  >
                    {name}
                  </Link>
                )}
              </span>
              <time dateTime={clickedAt} className="numeric shrink-0 text-text-muted">
                {texts.at(formatTime(clickedAt))}
              </time>
            </li>
          ))}
        </ul>
      )}
      <ShowMore query={query} />
    </Dialog>
  );
}
