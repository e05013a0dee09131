import { LoaderCircle } from 'lucide-react';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

/** Says calmly that a connection is broken or weak and is being mended; nothing has to be done. */
export function ConnectionPill() {
  const text = useRoom((room) => {
    if (room.media === 'reconnecting') return roomTexts().interrupted;
    if (room.connection === 'reconnecting') return roomTexts().chatReconnects;
    return room.remoteTracks.some(({ starved, paused }) => starved && !paused) ? roomTexts().weak : '';
  });
  return (
    <p
      role="status"
      aria-live="polite"
      className="pointer-events-none absolute inset-x-0 top-3 z-20 flex justify-center px-3"
    >
      {text === '' ? null : (
        <span className="flex animate-fade items-center gap-2 rounded-full border border-border bg-raised px-4 py-2 text-sm text-text shadow-overlay">
          <LoaderCircle size={16} aria-hidden="true" className="shrink-0 text-text-muted" />
          {text}
        </span>
      )}
    </p>
  );
}
