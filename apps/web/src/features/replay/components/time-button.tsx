import { clockText } from '../lib/clock-text.ts';
import { replayTexts } from '../texts.ts';

/** Leads to a place of the film. */
export const TimeButton = ({ atMs, onGoTo }: { readonly atMs: number; readonly onGoTo: (ms: number) => void }) => (
  <button
    type="button"
    onClick={() => onGoTo(atMs)}
    aria-label={replayTexts().beside.goTo(clockText(atMs))}
    className="tap-target numeric shrink-0 rounded-sm font-medium text-primary-text underline-offset-2 hover:underline"
  >
    {clockText(atMs)}
  </button>
);
