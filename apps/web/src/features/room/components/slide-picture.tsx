import type { ShownSlide } from '@stageline/contracts';
import { useState, useSyncExternalStore } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { useSharedScreen } from '../hooks/use-faces.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { materialTexts } from '../material-texts.ts';
import { roomTexts } from '../texts.ts';
import { SharedScreen } from './shared-screen.tsx';

/** What is large besides people: a screen that somebody shows, else a slide; null where there is neither. */
export function useShownMaterial(session: RoomSession) {
  const screen = useSharedScreen(session);
  const slide = useSyncExternalStore(session.materials.subscribe, session.materials.getSlide);
  if (screen !== null) return <SharedScreen screen={screen} />;
  return slide === null ? null : <SlidePicture slide={slide} />;
}

/** A page that everybody sees, whole. The one before stays until the next is there; one that did not come is asked for again. */
function SlidePicture({ slide: { page, pages, url } }: { slide: ShownSlide }) {
  const [failed, setFailed] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const texts = materialTexts();
  return (
    <figure className="relative m-0 grid size-full min-h-0 place-items-center overflow-hidden rounded-md bg-black">
      <img
        key={attempt}
        src={url}
        alt={texts.slide(page, pages)}
        onError={() => setFailed(url)}
        className={cn('absolute inset-0 size-full object-contain', failed === url && 'invisible')}
      />
      {failed === url ? (
        <div
          role="alert"
          className="relative m-2 flex flex-wrap items-center justify-center gap-x-3 rounded-md bg-black/70 px-4 py-1 text-center text-sm text-white"
        >
          {texts.notLoaded}
          <button
            type="button"
            onClick={() => {
              setFailed(null);
              setAttempt(attempt + 1);
            }}
            className="min-h-11 rounded-sm font-semibold underline underline-offset-2"
          >
            {roomTexts().tryAgain}
          </button>
        </div>
      ) : null}
      <figcaption role="status" className="sr-only">
        {texts.slide(page, pages)}
      </figcaption>
    </figure>
  );
}
