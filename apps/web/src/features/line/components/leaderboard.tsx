import type { Leaderboard as Ranks, SiteView } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { aboutTexts } from '../about-texts.ts';
import { Disclosure } from './disclosure.tsx';

interface LeaderboardProps {
  readonly site: Pick<SiteView, 'disclosure'>;
  readonly ranks: Ranks;
  /** Ranks that are shown. */
  readonly most: number;
  /** Whether it is a part of a page in its own right, and not the side of a line. */
  readonly apart?: boolean;
}

/** Who has invited most, with what has to be said beside it; nothing while nobody has. */
export const Leaderboard = ({ site, ranks, most, apart = false }: LeaderboardProps) => {
  const texts = aboutTexts();
  if (ranks.entries.length === 0) return null;
  return (
    <section aria-labelledby="leaderboard-title" className="flex min-w-0 flex-col gap-3">
      <h2
        id="leaderboard-title"
        className={apart ? 'display text-xl text-text' : 'px-3 text-base font-semibold text-text'}
      >
        {texts.leaderboard}
      </h2>
      <ol>
        {ranks.entries.slice(0, most).map(({ rank, name, state, invited }) => (
          <li key={rank} className={cn('flex min-h-11 items-center gap-3 text-sm', !apart && 'px-3')}>
            <span
              className={cn(
                'numeric grid size-8 shrink-0 place-items-center rounded-full font-semibold',
                rank === 1 ? 'bg-primary text-on-primary' : 'bg-primary-tint text-primary-text',
              )}
            >
              {formatNumber(rank)}
            </span>
            <span
              className={cn(
                'min-w-0 flex-1 truncate',
                state === undefined ? 'font-medium text-text' : 'text-text-muted',
              )}
            >
              {state === undefined ? <bdi>{name}</bdi> : texts.hidden}
            </span>
            {invited !== null && (
              <span className="numeric shrink-0 text-text-muted">{texts.invited(invited, formatNumber(invited))}</span>
            )}
          </li>
        ))}
      </ol>
      <Disclosure site={site} />
    </section>
  );
};
