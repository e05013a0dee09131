import type { PlaceView, ReturnedForm } from '@stageline/contracts';
import { filled } from '../../../shared/i18n/index.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { PlaceSeats, type OwnTime } from './place-seats.tsx';
import { placeTexts } from '../texts.ts';

interface PlaceWaitingProps {
  readonly place: PlaceView;
  readonly token: string;
  readonly form?: ReturnedForm | undefined;
  /** When the next masterclass is by the reader's clock. */
  readonly ownTime?: OwnTime | undefined;
  /** Whether the site counts on nobody before they have confirmed. */
  readonly provesFirst: boolean;
}

/**
 * The one button that confirms an address. A form and no script: whoever opens a mail in an old app gets through, and a mail
 * scanner that follows links presses nothing.
 */
export const PlaceWaiting = ({ place, token, form, ownTime, provesFirst }: PlaceWaitingProps) => {
  const texts = placeTexts();
  const isKeptForADay =
    provesFirst &&
    place.seats.some(
      ({ state, session, payment }) => state === 'held' && session.capacity !== null && payment === null,
    );
  return (
    <div>
      <h1 className="display text-2xl text-text wrap-anywhere">
        {filled(texts.waitingTitle, { name: <bdi>{place.firstName}</bdi> })}
      </h1>
      <p className="mt-3 mb-7 max-w-prose text-base text-text-muted">
        {filled(texts.waitingText, { shown: <bdi className="font-medium text-text">{place.displayName}</bdi> })}
      </p>
      {form !== undefined && form.values['code'] === undefined && (
        <p role="alert" className="mb-5 rounded-md bg-danger-tint px-4 py-3 text-sm font-medium text-danger">
          {translated(form.issues[0]?.message ?? '')}
        </p>
      )}
      <form method="post" action="/place/confirm">
        <input type="hidden" name="token" value={token} />
        <Button type="submit" variant="primary" size="lg" className="max-sm:w-full">
          {texts.confirm}
        </Button>
      </form>
      {isKeptForADay && <p className="mt-4 max-w-prose text-sm text-text-muted">{texts.keptForADay}</p>}
      {place.seats.length > 0 && (
        <div className="mt-10">
          <PlaceSeats seats={place.seats} token={token} form={form} ownTime={ownTime} />
        </div>
      )}
    </div>
  );
};
