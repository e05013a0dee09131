import type { PlaceView, ReturnedForm } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { filled } from '../../../shared/i18n/index.ts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';
import { PlaceInvitation } from './place-invitation.tsx';
import { PlaceSeats, type OwnTime } from './place-seats.tsx';
import { PlaceTalk } from './place-talk.tsx';
import { PlacePrivacy } from './place-privacy.tsx';

interface PlaceStandingProps {
  readonly place: PlaceView;
  readonly token: string;
  readonly form?: ReturnedForm | undefined;
  /** When the next masterclass is by the reader's clock. */
  readonly ownTime?: OwnTime | undefined;
  readonly siteName: string;
  /** What they could talk about with somebody of the team this very moment. */
  readonly talkable: readonly { readonly slug: string; readonly name: string }[];
  /** What happened since they joined. */
  readonly report: ReactNode;
  /** Their invitation, to be copied. */
  readonly invitation: ReactNode;
}

/** Somebody's own place, once it is theirs: what happened since, whom they brought, and what others see of them. */
export const PlaceStanding = ({
  place,
  token,
  form,
  ownTime,
  siteName,
  talkable,
  report,
  invitation,
}: PlaceStandingProps) => {
  const texts = placeTexts();
  const { state } = place;
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
        {report}
        <a href={`/join/${token}`} className={buttonStyles({ variant: 'primary', size: 'lg', className: 'mt-6' })}>
          {texts.joinRoom}
        </a>
      </div>
      <PlaceTalk kinds={talkable} token={token} />
      {place.hasOrdered ? (
        <p className="text-base">
          <a href={`/yours/${token}`} className="tap-target font-medium underline">
            {texts.yours}
          </a>
        </p>
      ) : null}
      <PlaceSeats seats={place.seats} token={token} form={form} ownTime={ownTime} />
      {place.inviteUrl !== null && (
        <PlaceInvitation inviteUrl={place.inviteUrl} invited={place.invited} siteName={siteName}>
          {invitation}
        </PlaceInvitation>
      )}
      <PlacePrivacy token={token} hidden={state === 'hidden'} />
    </div>
  );
};
