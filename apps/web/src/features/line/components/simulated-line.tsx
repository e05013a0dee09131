import type { SimulatedMember } from '@stageline/contracts';
import { useEffect, useState } from 'react';
import { ago } from '../lib/ago.ts';
import { besideTexts } from '../beside-texts.ts';

const REFRESH_MS = 10_000;

export interface SimulatedLineProps {
  readonly members: readonly SimulatedMember[];
  /** The server's clock when it wrote the page, ISO 8601. */
  readonly now: string;
}

/** What the server simulates now; what was there stays while it does not answer. */
function useSimulated({ members, now }: SimulatedLineProps) {
  const [shown, setShown] = useState({ members, now: Date.parse(now) });
  useEffect(() => {
    const refresh = async (): Promise<void> => {
      if (document.visibilityState === 'hidden') return;
      const answer = await fetch('/api/v1/line/simulated').catch(() => undefined);
      if (answer?.status === 404) setShown({ members: [], now: Date.now() });
      if (answer?.ok !== true) return;
      const fresh = (await answer.json()) as { members: readonly SimulatedMember[] };
      setShown({ members: fresh.members, now: Date.now() });
    };
    const timer = setInterval(() => void refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return shown;
}

/**
 * Members that nobody is, apart from the line and under a mark that no theme reaches (H-08): each says so, and so does what
 * lies behind them.
 */
export function SimulatedLine(props: SimulatedLineProps) {
  const { members, now } = useSimulated(props);
  const texts = besideTexts();
  if (members.length === 0) return null;
  return (
    <section
      data-protected=""
      data-simulated=""
      aria-labelledby="simulation-title"
      className="relative isolate overflow-hidden rounded-lg border border-dashed border-control bg-raised p-4"
    >
      <div
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 -z-10 flex -rotate-12 flex-wrap content-around justify-around gap-x-8 overflow-hidden opacity-15 select-none"
      >
        {members.map(({ number }) => (
          <span key={number} className="text-2xl font-semibold uppercase">
            {texts.simulated}
          </span>
        ))}
      </div>
      <h2 id="simulation-title">{texts.simulationTitle}</h2>
      <p>{texts.simulationText}</p>
      <ol reversed className="mt-3">
        {members.map((member) => (
          <li key={member.number} className="line-entry flex items-center gap-3">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{texts.simulatedMember(member.number)}</span>
              <time dateTime={member.joinedAt} className="block">
                {`${texts.packages[member.package]} · ${ago(member.joinedAt, now)}`}
              </time>
            </span>
            <span className="shrink-0 rounded-full border border-dashed border-control px-2 py-0.5">
              {texts.simulated}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
