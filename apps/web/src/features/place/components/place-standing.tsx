import type { PlaceView } from '@stageline/contracts';
import { filled } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';
import { PlaceInvitation } from './place-invitation.tsx';
import { PlacePrivacy } from './place-privacy.tsx';

interface PlaceStandingProps {
  readonly place: PlaceView;
  readonly token: string;
  readonly siteName: string;
}

/** Somebody's own place, once it is theirs: what happened since, whom they brought, and what others see of them. */
export const PlaceStanding = ({ place, token, siteName }: PlaceStandingProps) => {
  const texts = placeTexts();
  const { position, joinedAfterYou: after, state } = place;
  return (
    <div className="flex flex-col gap-10">
      <div>
        <h1 className="display text-2xl text-text wrap-anywhere">
          {filled(texts.standingTitle, { name: <bdi>{place.firstName}</bdi> })}
        </h1>
        <p className="mt-3 max-w-prose text-base text-text-muted wrap-anywhere">
          {state === 'hidden'
            ? texts.hiddenText
            : filled(texts.standingText, { shown: <bdi className="font-medium text-text">{place.displayName}</bdi> })}
        </p>
        {position !== null && (
          <div className="mt-6 rounded-lg border border-primary-line bg-primary-tint px-5 py-4">
            <p className="flex items-baseline gap-3">
              <span className="text-sm text-primary-text">{texts.yourPosition}</span>
              <span className="numeric display text-3xl text-primary-text">{formatNumber(position)}</span>
            </p>
            {after !== null && (
              <p className="mt-1 text-base text-text">{texts.joinedAfter(after, formatNumber(after))}</p>
            )}
          </div>
        )}
        <a href={`/join/${token}`} className={buttonStyles({ variant: 'primary', size: 'lg', className: 'mt-6' })}>
          {texts.joinRoom}
        </a>
      </div>
      {place.inviteUrl !== null && (
        <PlaceInvitation inviteUrl={place.inviteUrl} invited={place.invited} siteName={siteName} />
      )}
      <PlacePrivacy token={token} hidden={state === 'hidden'} />
    </div>
  );
};
