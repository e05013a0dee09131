import type { PlaceView } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { formatNumber } from '../../../shared/lib/format.ts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

interface PlaceInvitationProps {
  readonly inviteUrl: string;
  readonly invited: PlaceView['invited'];
  readonly siteName: string;
  /** The link itself. */
  readonly children: ReactNode;
}

/** Somebody's own invitation, ready to be passed on without any script, and who came by it. */
export const PlaceInvitation = ({ inviteUrl, invited, siteName, children }: PlaceInvitationProps) => {
  const texts = placeTexts();
  const message = encodeURIComponent(texts.invitation(siteName, inviteUrl));
  return (
    <section aria-labelledby="invite-title">
      <h2 id="invite-title" className="display text-xl text-text">
        {texts.inviteTitle}
      </h2>
      <p className="mt-1 max-w-prose text-sm text-text-muted">{texts.inviteText}</p>
      {children}
      <div className="mt-3 flex flex-wrap gap-3">
        <a
          href={`mailto:?subject=${encodeURIComponent(siteName)}&body=${message}`}
          className={buttonStyles({ variant: 'secondary' })}
        >
          {texts.byMail}
        </a>
        <a href={`https://wa.me/?text=${message}`} rel="noopener" className={buttonStyles({ variant: 'secondary' })}>
          {texts.byMessage}
        </a>
      </div>
      {invited.count > 0 && (
        <div className="mt-6">
          <h3 className="text-base font-semibold text-text">
            {texts.invitedTitle(invited.count, formatNumber(invited.count))}
          </h3>
          <ul className="mt-2 flex flex-wrap gap-2">
            {invited.newest.map(({ name, joinedAt }) => (
              <li key={joinedAt + name} className="rounded-full bg-muted px-3 py-1 text-sm text-text">
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
};
