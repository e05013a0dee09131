import type { BesideLine, SiteView } from '@stageline/contracts';
import { AboutLink } from '../../features/line/components/about-link.tsx';
import { Leaderboard } from '../../features/line/components/leaderboard.tsx';
import { SimulatedLine } from '../../features/line/components/simulated-line.tsx';
import { Island } from '../../shared/ui/island.tsx';

/** Ranks below the line; the page about the line has all of them. */
const RANKS = 5;

interface LineBesideProps {
  readonly site: SiteView;
  /** Left out where the page is a picture of itself. */
  readonly beside: BesideLine | undefined;
  readonly now: string;
}

/** What stands below a line: the way to what it is made of, who invites most, and, on a demo, what is simulated. */
export const LineBeside = ({ site, beside, now }: LineBesideProps) => (
  <>
    <div className="-mt-6">
      <AboutLink />
    </div>
    {beside?.simulated !== undefined && (
      <Island name="simulation">
        <SimulatedLine members={beside.simulated} now={now} />
      </Island>
    )}
    {beside?.leaderboard !== undefined && <Leaderboard site={site} ranks={beside.leaderboard} most={RANKS} />}
  </>
);
