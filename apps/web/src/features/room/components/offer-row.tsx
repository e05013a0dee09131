import type { OfferView } from '@stageline/contracts';
import { Copy, EllipsisVertical, Pencil, Trash2, UsersRound } from 'lucide-react';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Button, Menu, MenuItem } from '../../../shared/ui/index.ts';
import { useOfferDeed } from '../api/offers.queries.ts';
import { useCountdown } from '../hooks/use-countdown.ts';
import { formatOffset } from '../lib/format-offset.ts';
import { offerTexts } from '../offer-texts.ts';

interface OfferRowProps {
  readonly sessionId: string;
  readonly offer: OfferView;
  /** Milliseconds since 1970 by the server's clock. */
  readonly serverNow: () => number;
  readonly isLive: boolean;
  readonly mayPrepare: boolean;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
  readonly onLook: () => void;
}

/** Whether it was put on the screens and not taken off. */
const isUp = ({ shownAt, takenOffAt }: OfferView): boolean => shownAt !== null && takenOffAt === null;

/** One offer: what it is, where it stands, what became of it, and the one thing to do with it now. */
export function OfferRow({ sessionId, offer, serverNow, isLive, mayPrepare, ...more }: OfferRowProps) {
  const texts = offerTexts().panel;
  const deed = useOfferDeed(sessionId);
  const left = useCountdown(() =>
    isUp(offer) && offer.expiresAt !== null ? Math.max(0, Date.parse(offer.expiresAt) - serverNow()) : null,
  );
  const isOn = isUp(offer) && left !== 0;
  const name = offer.title === '' ? offer.text : offer.title;
  const word = isOn ? texts.takeOff : offer.showings > 0 ? texts.showAgain : texts.showNow;
  return (
    <li className="flex flex-col gap-2 border-b border-border py-3 ps-4 pe-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="m-0 line-clamp-2 text-sm font-semibold wrap-anywhere">{name}</p>
          <p className="numeric m-0 mt-0.5 text-sm text-text-muted">
            {isOn ? <strong className="font-semibold text-success">{onScreen(left)}</strong> : restOf(offer)}
          </p>
        </div>
        {mayPrepare ? (
          <RowMenu offer={offer} name={name} onRemove={() => deed.mutate({ deed: 'remove', offer })} {...more} />
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 pe-2">
        <Counts offer={offer} onLook={mayPrepare ? more.onLook : null} />
        <Button
          size="sm"
          variant={isOn ? 'secondary' : 'primary'}
          disabled={!isLive && !isOn}
          loading={deed.isPending}
          aria-label={texts.about(word, name)}
          onClick={() => deed.mutate({ deed: isOn ? 'takeOff' : 'show', offer })}
        >
          {word}
        </Button>
      </div>
    </li>
  );
}

const onScreen = (left: number | null): string =>
  left === null ? offerTexts().panel.onScreen : offerTexts().panel.onScreenFor(formatOffset(Math.ceil(left / 1000)));

function restOf({ plan, offsetSeconds, showings }: OfferView): string {
  const texts = offerTexts().panel;
  if (plan === 'waiting' && offsetSeconds !== null) return texts.plannedAt(formatOffset(offsetSeconds));
  if (showings > 0) return texts.wasShown(showings);
  return plan === 'missed' ? texts.missed : texts.ready;
}

function Counts({ offer: { counts, showings }, onLook }: { offer: OfferView; onLook: (() => void) | null }) {
  const texts = offerTexts().panel;
  if (showings === 0) return <span />;
  const numbers = [
    [texts.shown, counts.shown],
    [texts.dismissed, counts.dismissed],
  ] as const;
  return (
    <dl className="numeric m-0 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <div className="flex gap-1.5">
        <dt className="text-text-muted">{texts.clicked}</dt>
        <dd className="m-0 font-semibold">
          {counts.clicked === 0 || onLook === null ? (
            formatNumber(counts.clicked)
          ) : (
            <button
              type="button"
              aria-label={`${formatNumber(counts.clicked)}, ${texts.whoClicked}`}
              onClick={onLook}
              className="tap-target rounded-sm font-semibold text-primary-text underline underline-offset-2"
            >
              {formatNumber(counts.clicked)}
            </button>
          )}
        </dd>
      </div>
      {numbers.map(([label, value]) => (
        <div key={label} className="flex gap-1.5">
          <dt className="text-text-muted">{label}</dt>
          <dd className="m-0">{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface RowMenuProps extends Pick<OfferRowProps, 'offer' | 'onEdit' | 'onCopy' | 'onLook'> {
  readonly name: string;
  readonly onRemove: () => void;
}

function RowMenu({ offer, name, onEdit, onCopy, onLook, onRemove }: RowMenuProps) {
  const texts = offerTexts().panel;
  const isFresh = offer.showings === 0;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="tap-target grid size-9 shrink-0 place-items-center rounded-md text-text-muted hover:bg-muted hover:text-text data-[state=open]:bg-muted"
        >
          <EllipsisVertical size={16} aria-hidden="true" />
          <span className="sr-only">{texts.more(name)}</span>
        </button>
      }
    >
      {isFresh ? (
        <MenuItem onSelect={onEdit}>
          <Pencil size={16} aria-hidden="true" />
          {texts.edit}
        </MenuItem>
      ) : (
        <MenuItem onSelect={onLook}>
          <UsersRound size={16} aria-hidden="true" />
          {texts.whoClicked}
        </MenuItem>
      )}
      <MenuItem onSelect={onCopy}>
        <Copy size={16} aria-hidden="true" />
        {texts.copy}
      </MenuItem>
      {isFresh ? (
        <MenuItem danger onSelect={onRemove}>
          <Trash2 size={16} aria-hidden="true" />
          {texts.remove}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
