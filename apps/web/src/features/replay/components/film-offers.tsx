import type { ReplayOffer } from '@stageline/contracts';
import { ExternalLink } from 'lucide-react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { replayTexts } from '../texts.ts';

interface FilmOffersProps {
  readonly offers: readonly ReplayOffer[];
  readonly positionMs: number;
  readonly grant: string;
}

/** What was on the screens at this place of the film, beneath it: nothing of it is covered. Said once to a screen reader. */
export function FilmOffers({ offers, positionMs, grant }: FilmOffersProps) {
  const texts = replayTexts().offers;
  const shown = offers.filter(({ atMs, endMs }) => atMs <= positionMs && positionMs < endMs);
  const newest = shown.at(-1);
  return (
    <>
      <p role="status" className="sr-only">
        {newest === undefined
          ? ''
          : texts.arrived([newest.title, newest.text, newest.price].filter((part) => part !== '').join('. '))}
      </p>
      {shown.length === 0 ? null : (
        <section
          aria-label={texts.region}
          className="overflow-hidden border-t border-border bg-raised lg:mt-4 lg:rounded-lg lg:border"
        >
          {shown.map((offer) => (
            <FilmOffer key={`${offer.id}.${offer.atMs}`} offer={offer} grant={grant} />
          ))}
        </section>
      )}
    </>
  );
}

function FilmOffer({ offer, grant }: { readonly offer: ReplayOffer; readonly grant: string }) {
  const texts = replayTexts().offers;
  const { id, kind, title, text, sells, label, hasLink, isNameless, isOver } = offer;
  const price = sells === null ? offer.price : formatPrice(sells);
  const isOffer = kind === 'offer';
  return (
    <article className="animate-fade flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-[1_1_16rem]">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <strong className={cn('min-w-0 font-semibold wrap-anywhere', isOffer ? 'text-base' : 'text-sm')}>
            {isOffer ? title : texts.fromHost}
          </strong>
          {price === '' ? null : <span className="numeric text-sm font-semibold wrap-anywhere">{price}</span>}
        </p>
        {text === '' ? null : (
          <p className="mt-0.5 text-sm wrap-anywhere whitespace-pre-line text-text-muted">{text}</p>
        )}
      </div>
      {isOver ? (
        <p className="text-sm text-text-muted">{texts.over}</p>
      ) : hasLink ? (
        <a
          href={`/go/${id}/replay?with=${encodeURIComponent(grant)}`}
          target="_blank"
          rel="noopener noreferrer"
          className={cn(buttonStyles({ variant: isOffer ? 'primary' : 'secondary' }), 'max-sm:w-full')}
        >
          {label === '' ? texts.open : label}
          <ExternalLink size={16} aria-hidden="true" />
          <span className="sr-only"> ({texts.newTab})</span>
        </a>
      ) : isNameless ? (
        <p className="text-sm text-text-muted">{texts.nameless}</p>
      ) : null}
    </article>
  );
}
