import type { BlockOf, PublicSession } from '@stageline/contracts';
import { formatDay, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { Island } from '../../../shared/ui/island.tsx';
import { siteTexts } from '../texts.ts';
import { BlockSection } from './block-section.tsx';
import { Countdown } from './countdown.tsx';

interface SiteCountdownProps {
  readonly block: BlockOf<'countdown'>;
  readonly session: PublicSession | null;
  /** The server's clock, ISO 8601. */
  readonly now: string;
}

/** How long it is until the masterclass begins. Without script it would stand still, and so only the date is shown. */
export const SiteCountdown = ({ block, session, now }: SiteCountdownProps) => {
  if (session?.status !== 'scheduled') return null;
  const { startsAt, timeZone } = session;
  return (
    <BlockSection id={block.key} title={block.title ?? siteTexts().startsIn} className="site-countdown in-[aside]:px-3">
      <Island name="countdown" className="mt-4 noscript:hidden">
        <Countdown startsAt={startsAt} now={now} />
      </Island>
      <p className="numeric mt-3 text-sm text-text-muted">
        <time dateTime={startsAt}>
          {formatDay(startsAt, { timeZone })}, {formatTime(startsAt, { timeZone })}, {formatZone(timeZone, startsAt)}
        </time>
      </p>
    </BlockSection>
  );
};
