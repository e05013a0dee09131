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
 * lies over them.
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
      className="relative isolate overflow-hidden rounded-lg border border-dashed border-control bg-raised py-4"
    >
      <h2 id="simulation-title" className="px-4 text-base font-semibold text-text">
        {texts.simulationTitle}
      </h2>
      <p className="mt-1 px-4 text-sm text-text-muted">{texts.simulationText}</p>
      <ol reversed className="mt-3">
        {members.map((member) => (
          <li key={member.number} className="line-entry flex items-center gap-3 px-4">
            <span
              aria-hidden="true"
              className="size-8 shrink-0 rounded-full border border-dashed border-control bg-muted"
            />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm text-text">{texts.simulatedMember}</span>
              <time dateTime={member.joinedAt} className="block text-xs text-text-muted">
                {ago(member.joinedAt, now)}
              </time>
            </span>
            <span className="shrink-0 text-xs text-text-muted">{texts.packages[member.package]}</span>
          </li>
        ))}
      </ol>
      <Watermark text={texts.simulated} />
    </section>
  );
}

/**
 * Lies over everything and never in its way. What a site's own CSS may say of protected elements is taken back as a whole,
 * size and weight too; so size comes from the drawing's scale, and paleness from the paint.
 */
const Watermark = ({ text }: { readonly text: string }) => (
  <svg aria-hidden="true" stroke="none" className="pointer-events-none absolute inset-0 z-10 size-full text-text">
    <pattern id="simulated" width={210} height={68} patternUnits="userSpaceOnUse" patternTransform="rotate(-14)">
      <text y={16} transform="translate(6 10) scale(1.75)" fontSize={14} fill="currentColor" fillOpacity={0.14}>
        {text.toUpperCase()}
      </text>
    </pattern>
    <rect width="100%" height="100%" fill="url(#simulated)" />
  </svg>
);
