import type { Reaction, ReactionCounts } from '@stageline/contracts';
import { Heart, Laugh, PartyPopper, ThumbsUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { formatNumber } from '../../../shared/lib/format.ts';
import type { ReactionStore, Rising } from '../lib/reaction-store.ts';
import { roomTexts } from '../texts.ts';

interface SignProps {
  readonly size: number;
}

const Surprise = ({ size }: SignProps) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={2}
    strokeLinecap="round"
  >
    <circle cx="12" cy="12" r="10" />
    <circle cx="12" cy="16" r="2" />
    <path d="M9 9h.01M15 9h.01" />
  </svg>
);

export const ALL: readonly Reaction[] = ['like', 'heart', 'laugh', 'surprise', 'celebrate'];
const SIGNS: Readonly<Record<Reaction, (props: SignProps) => ReactNode>> = {
  like: (props) => <ThumbsUp {...props} />,
  heart: (props) => <Heart {...props} />,
  laugh: (props) => <Laugh {...props} />,
  surprise: Surprise,
  celebrate: (props) => <PartyPopper {...props} />,
};

/** Over the stage: those of this moment rise and are gone. Whoever wants less motion gets a number instead. */
export function RisingReactions({ store }: { store: ReactionStore }) {
  const { counts, rising } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const fresh = [...new Set(rising.map(({ reaction }) => reaction))];
  return (
    <>
      <div aria-hidden="true" className="pointer-events-none absolute inset-0 z-10 overflow-hidden">
        <div className="absolute inset-y-0 end-0 w-40 motion-reduce:hidden">
          {rising.map((one) => (
            <Bubble key={one.id} one={one} />
          ))}
        </div>
        {fresh.length === 0 ? null : (
          <p className="absolute end-3 bottom-3 m-0 hidden gap-3 rounded-full bg-raised px-3 py-1.5 text-sm text-text shadow-raised motion-reduce:flex">
            {fresh.map((reaction) => (
              <span key={reaction} className="numeric flex items-center gap-1">
                <Sign reaction={reaction} size={16} />
                {formatNumber(counts[reaction] ?? 0)}
              </span>
            ))}
          </p>
        )}
      </div>
      <Said counts={counts} />
    </>
  );
}

const Bubble = ({ one: { reaction, place } }: { one: Rising }) => (
  <span
    className="reaction-rise absolute bottom-3 grid size-9 place-items-center rounded-full bg-raised text-primary-text shadow-raised"
    style={{ insetInlineEnd: `${0.75 + place * 6.5}rem`, animationDelay: `${Math.round(place * 300)}ms` }}
  >
    <Sign reaction={reaction} size={20} />
  </span>
);

/** One reaction as a picture. */
export const Sign = ({ reaction, size }: { reaction: Reaction; size: number }) => SIGNS[reaction]({ size });

/** A screen reader hears at most one sentence about them in this time. */
const SAID_EVERY_MS = 15_000;

/** Says how many came since it was said last, and which of them most often. */
function Said({ counts }: { counts: ReactionCounts }) {
  const [words, setWords] = useState('');
  const latest = useRef(counts);
  latest.current = counts;
  const said = useRef<ReactionCounts | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // What was there on entering is no news.
    said.current ??= counts;
    if (timer.current !== undefined || counts === said.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setWords(newsOf(said.current ?? {}, latest.current));
      said.current = latest.current;
    }, SAID_EVERY_MS);
  }, [counts]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {words}
    </p>
  );
}

function newsOf(before: ReactionCounts, now: ReactionCounts): string {
  const texts = roomTexts().reactions;
  const more = ALL.map((reaction) => ({ reaction, came: (now[reaction] ?? 0) - (before[reaction] ?? 0) }));
  const total = more.reduce((sum, { came }) => sum + came, 0);
  const [most] = more.toSorted((a, b) => b.came - a.came);
  return total === 0 || most === undefined ? '' : texts.came(total, texts.names[most.reaction]);
}
