import { MOST_TOLD_ORDERS, RECENT_ORDERS_MS, type ShownOffer } from '@stageline/contracts';
import { ExternalLink, X } from 'lucide-react';
import { useEffect, useReducer, useState, useSyncExternalStore } from 'react';
import { useParams } from 'react-router';
import { withMessages } from '../../../shared/i18n/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Button, buttonStyles } from '../../../shared/ui/index.ts';
import { useCountdown } from '../hooks/use-countdown.ts';
import { formatOffset } from '../lib/format-offset.ts';
import type { OfferStore } from '../lib/offer-store.ts';
import { offerTexts } from '../offer-texts.ts';
import { observes, useRoom } from '../slice.ts';
import { TimesLeft } from './times-left.tsx';

/** As the host wrote it, or as the reader writes what is ordered here. */
const priceOf = ({ sells, price }: ShownOffer, early: number | null = null): string =>
  sells === null ? price : formatPrice(early === null ? sells : { ...sells, amount: early });
/** The early price that holds now; null where it is the price. */
const earlyNow = ({ early }: ShownOffer, now: number): ShownOffer['early'][number] | null =>
  early.find(({ until }) => until === null || Date.parse(until) > now) ?? null;
/** The words by which an offer is known. */
const nameOf = ({ title, text }: ShownOffer): string => (title === '' ? text : title);

/**
 * What the host puts on the screen, beneath the stage: whoever speaks is not covered. Said once to a screen reader, in its turn.
 * @param forHost on a small screen the host's list says it already
 */
export function OfferCards({ store, forHost = false }: { store: OfferStore; forHost?: boolean }) {
  const { offers, pass } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const announcement = useAnnouncement(offers);
  const booking = useBooking();
  return (
    <>
      <p role="status" aria-live="polite" className="sr-only">
        {announcement}
      </p>
      {offers.length === 0 ? null : (
        <section
          aria-label={offerTexts().region}
          className={cn('flex shrink-0 flex-col border-t border-border bg-raised', forHost && 'max-lg:hidden')}
        >
          {offers.map((offer) => (
            <OfferCard
              key={`${offer.id}.${offer.showing}`}
              store={store}
              offer={offer}
              pass={pass}
              onBook={booking.canBook(offer) ? () => booking.open(offer) : null}
            />
          ))}
        </section>
      )}
      {booking.window(pass)}
    </>
  );
}

/** The window in which a call is booked; its code comes when somebody wants it. */
const loadWindow = () => import('./offer-booking.tsx').then(withMessages);
type Window = Awaited<ReturnType<typeof loadWindow>>['OfferBooking'];

/** Whoever came by their personal link books beside the masterclass. It outlives the card: they may finish when it is over. */
function useBooking() {
  const { token } = useParams();
  const isGuest = useRoom(({ role }) => role === 'attendee');
  const [code, setCode] = useState<{ readonly Window: Window } | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [offer, setOffer] = useState<ShownOffer | null>(null);
  const [isOpen, setOpen] = useState(false);
  return {
    /** Where its code does not come, the way is the one of the others: a link. */
    canBook: ({ callSlug }: ShownOffer) => callSlug !== null && token !== undefined && isGuest && !hasFailed,
    open(wanted: ShownOffer) {
      setOffer(wanted);
      setOpen(true);
      if (code === null)
        loadWindow().then(
          ({ OfferBooking }) => setCode({ Window: OfferBooking }),
          () => setFailed(true),
        );
    },
    window: (pass: string | null) =>
      code === null || offer === null || token === undefined || pass === null ? null : (
        <code.Window
          key={`${offer.id}.${offer.showing}`}
          offer={offer}
          pass={pass}
          token={token}
          open={isOpen}
          onOpenChange={setOpen}
        />
      ),
  };
}

function useAnnouncement(offers: readonly ShownOffer[]): string {
  const [said, setSaid] = useState('');
  const newest = offers.toSorted((a, b) => a.shownAt.localeCompare(b.shownAt)).at(-1);
  const key = newest === undefined ? null : `${newest.id}.${newest.showing}`;
  useEffect(() => {
    if (newest === undefined) return;
    const words = [newest.title, newest.text, priceOf(newest)].filter((part) => part !== '');
    setSaid(offerTexts().arrived(words.join('. ')));
    // One card is said once, whatever else changes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return said;
}

const Price = ({ children }: { readonly children: string }) =>
  children === '' ? null : <span className="numeric text-sm font-semibold wrap-anywhere">{children}</span>;

/** What it costs now, what it costs later, and how long or for how many the first holds. */
function PriceOfNow({ store, offer }: { readonly store: OfferStore; readonly offer: ShownOffer }) {
  const texts = offerTexts();
  const early = earlyNow(offer, useNow(1000) + store.clockAhead());
  if (early === null) return <Price>{priceOf(offer)}</Price>;
  const { until, left, amount } = early;
  return (
    <>
      <Price>{priceOf(offer, amount)}</Price>
      <span className="numeric text-sm text-text-muted">
        <span className="sr-only">{texts.insteadOf}</span> <s>{priceOf(offer)}</s>
      </span>
      <span className="numeric text-sm text-success">
        {[
          ...(left === null ? [] : [texts.leftAtIt(left)]),
          ...(until === null ? [] : [texts.until(formatDateTime(until))]),
        ].join(', ')}
      </span>
    </>
  );
}

interface OfferCardProps {
  readonly store: OfferStore;
  readonly offer: ShownOffer;
  readonly pass: string | null;
  /** Null where it leads out of the room. */
  readonly onBook: (() => void) | null;
}

function OfferCard({ store, offer, pass, onBook }: OfferCardProps) {
  const texts = offerTexts();
  const { title, text, label, hasLink, callSlug, kind } = offer;
  const onlyLooks = useRoom(observes);
  useEffect(() => {
    if (!onlyLooks) store.seen(offer);
  }, [store, offer, onlyLooks]);
  const isOffer = kind === 'offer';
  return (
    <article className="animate-fade flex items-start gap-3 border-b border-border px-4 py-2.5 last:border-b-0 lg:items-center lg:py-3">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 lg:flex-nowrap">
        <div className="min-w-0 flex-[1_1_16rem]">
          <p className="m-0 flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            {isOffer ? (
              <strong className="line-clamp-2 min-w-0 text-base font-semibold wrap-anywhere">{title}</strong>
            ) : (
              <strong className="text-sm font-semibold max-lg:sr-only">{texts.fromHost}</strong>
            )}
            {offer.early.length === 0 ? <Price>{priceOf(offer)}</Price> : <PriceOfNow store={store} offer={offer} />}
            {callSlug === null ? null : <TimesLeft slug={callSlug} />}
            <Countdown store={store} offer={offer} />
          </p>
          {text === '' ? null : (
            <p
              className={cn(
                'm-0 mt-0.5 text-sm wrap-anywhere whitespace-pre-line',
                isOffer ? 'line-clamp-1 text-text-muted lg:line-clamp-2' : 'line-clamp-3',
              )}
            >
              {text}
            </p>
          )}
          <Orders store={store} offer={offer} />
        </div>
        {hasLink && onlyLooks ? (
          <span className="rounded-md border border-border px-3 py-2 text-sm text-text-muted">
            {label === '' ? texts.open : label}
          </span>
        ) : null}
        {!hasLink || pass === null || onlyLooks ? null : onBook !== null ? (
          <Button
            variant={isOffer ? 'primary' : 'secondary'}
            aria-haspopup="dialog"
            className="max-sm:w-full lg:shrink-0"
            onClick={onBook}
          >
            {label === '' ? texts.open : label}
          </Button>
        ) : (
          <a
            href={`/go/${offer.id}?as=${pass}`}
            target="_blank"
            rel="noopener noreferrer"
            className={cn(buttonStyles({ variant: isOffer ? 'primary' : 'secondary' }), 'max-sm:w-full lg:shrink-0')}
          >
            {label === '' ? texts.open : label}
            <ExternalLink size={16} aria-hidden="true" />
            <span className="sr-only"> ({texts.newTab})</span>
          </a>
        )}
      </div>
      {onlyLooks ? null : (
        <Button
          variant="ghost"
          size="icon"
          aria-label={texts.dismiss(nameOf(offer))}
          className="-my-1.5 -me-2 shrink-0"
          onClick={() => store.dismiss(offer)}
        >
          <X size={20} aria-hidden="true" />
        </Button>
      )}
    </article>
  );
}

/** By the server's clock; not read out every second. */
function Countdown({ store, offer }: { store: OfferStore; offer: ShownOffer }) {
  const leftMs = useCountdown(() => store.leftMs(offer));
  if (leftMs === null) return null;
  return (
    <span role="timer" aria-live="off" className="numeric text-sm text-text-muted">
      {offerTexts().left(formatOffset(Math.ceil(leftMs / 1000)))}
    </span>
  );
}

/** How often the last ten minutes are counted again. */
const COUNT_MS = 5000;

/** How many have paid it by now, which anybody can look up. Nothing where the host does not tell that, or nobody has. */
function Orders({ store, offer }: { store: OfferStore; offer: ShownOffer }) {
  const texts = offerTexts();
  const [, recount] = useReducer((times: number) => times + 1, 0);
  const { id, orders } = offer;
  const hasRecent = orders !== null && orders.recent.length > 0;
  useEffect(() => {
    if (!hasRecent) return undefined;
    const timer = setInterval(recount, COUNT_MS);
    return () => clearInterval(timer);
  }, [hasRecent]);
  if (orders === null || orders.total === 0) return null;
  const since = store.serverNow() - RECENT_ORDERS_MS;
  const lately = orders.recent.filter((at) => Date.parse(at) > since).length;
  return (
    <p className="m-0 mt-1 text-sm">
      <a
        href={`/ordered/${id}`}
        target="_blank"
        rel="noopener noreferrer"
        className="numeric tap-target text-success underline decoration-dotted underline-offset-4"
      >
        {lately === 0
          ? texts.ordered(orders.total)
          : lately < MOST_TOLD_ORDERS
            ? texts.orderedLately(lately)
            : texts.orderedMany(lately)}
        <span className="sr-only"> ({texts.newTab})</span>
      </a>
    </p>
  );
}
