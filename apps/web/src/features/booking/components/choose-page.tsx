import { useQuery } from '@tanstack/react-query';
import { CalendarX2, ChevronRight, Clock } from 'lucide-react';
import { Link } from 'react-router';
import { ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { VisitorFrame, VisitorNote } from '../../../shared/ui/visitor-frame.tsx';
import { bookableListQuery } from '../../../shared/booking/booking.queries.ts';
import { bookingTexts } from '../../../shared/booking/texts.ts';

/** Which call somebody has in mind. */
export function ChoosePage() {
  const texts = bookingTexts();
  const { data, error, refetch } = useQuery(bookableListQuery());
  if (data?.items.length === 0)
    return (
      <VisitorNote icon={<CalendarX2 size={20} />} title={texts.choose.none}>
        {texts.choose.noneText}
      </VisitorNote>
    );
  return (
    <VisitorFrame title={texts.choose.title}>
      <h1 className="display text-2xl font-semibold">{texts.choose.title}</h1>
      <p className="mt-1 text-base text-text-muted">{texts.choose.text}</p>
      {error !== null && data === undefined ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      <ul className="mt-6 grid gap-3 sm:grid-cols-2">
        {data === undefined
          ? [0, 1].map((index) => (
              <li key={index}>
                <Skeleton className="h-28 w-full rounded-lg" />
              </li>
            ))
          : data.items.map(({ slug, name, description, length }) => (
              <li key={slug}>
                <Link
                  to={`/book/${slug}`}
                  className="flex h-full items-center gap-4 rounded-lg border border-border bg-raised p-5 transition-colors duration-150 hover:border-primary-edge"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block text-base font-semibold wrap-anywhere">{name}</span>
                    {description === '' ? null : (
                      <span className="mt-1 line-clamp-2 text-sm text-text-muted">{description}</span>
                    )}
                    <span className="mt-2 flex items-center gap-1.5 text-sm text-text-muted">
                      <Clock size={16} aria-hidden="true" />
                      {texts.minutes(length)}
                    </span>
                  </span>
                  <ChevronRight size={20} aria-hidden="true" className="shrink-0 text-text-muted" />
                </Link>
              </li>
            ))}
      </ul>
    </VisitorFrame>
  );
}
