import type { PageInput } from '@stageline/contracts';
import { LineActivity, LineNumbers } from '../../features/line/components/about-line.tsx';
import { Leaderboard } from '../../features/line/components/leaderboard.tsx';
import { aboutTexts } from '../../features/line/about-texts.ts';
import { buttonStyles } from '../../shared/ui/button.tsx';
import { PublicPage } from './public-page.tsx';

export type AboutLineInput = Extract<PageInput, { kind: 'about-line' }>;

/** Ranks that are shown. */
const RANKS = 10;

/** What a line is made of: each number with what it counts, what happened lately and how it is known, who invites most. */
export const AboutLinePage = ({
  input: { site, about, beside },
  now,
}: {
  readonly input: AboutLineInput;
  readonly now: string;
}) => {
  const texts = aboutTexts();
  return (
    <PublicPage site={site} path="/line">
      <div className="flex flex-col gap-10">
        <div>
          <h1 className="display text-2xl text-text">{texts.title}</h1>
          <p className="mt-3 max-w-prose text-base text-text-muted">{texts.lead}</p>
        </div>
        <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_25rem]">
          <LineNumbers about={about} />
          <div className="flex min-w-0 flex-col gap-12">
            <LineActivity about={about} now={now} />
            {beside.leaderboard !== undefined && (
              <Leaderboard site={site} ranks={beside.leaderboard} most={RANKS} apart />
            )}
          </div>
        </div>
        <a href="/" className={buttonStyles({ variant: 'secondary', className: 'self-start' })}>
          {texts.back}
        </a>
      </div>
    </PublicPage>
  );
};
