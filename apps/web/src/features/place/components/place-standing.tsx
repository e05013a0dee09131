import type { PlaceView } from '@stageline/contracts';
import { filled } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

interface PlaceStandingProps {
  readonly place: PlaceView;
  readonly token: string;
}

/** Somebody's own place, once it is theirs. */
export const PlaceStanding = ({ place, token }: PlaceStandingProps) => {
  const texts = placeTexts();
  return (
    <div>
      <h1 className="display text-2xl text-text wrap-anywhere">
        {filled(texts.standingTitle, { name: <bdi>{place.firstName}</bdi> })}
      </h1>
      <p className="mt-3 text-base text-text-muted">{texts.standingText}</p>
      {place.position !== null && (
        <p className="mt-6 flex items-baseline gap-3">
          <span className="text-sm text-text-muted">{texts.yourPosition}</span>
          <span className="numeric display text-4xl text-primary-text">{formatNumber(place.position)}</span>
        </p>
      )}
      <a href={`/join/${token}`} className={buttonStyles({ variant: 'primary', size: 'lg', className: 'mt-7' })}>
        {texts.joinRoom}
      </a>
    </div>
  );
};
