import { Eye } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useLayoutEffect } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Badge, PageTitle } from '../../../shared/ui/index.ts';
import { BackstageBadge } from './backstage-note.tsx';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

const RecordingMark = lazy(async () => ({ default: (await import('./recording.tsx')).RecordingMark }));
const RecordingNotice = lazy(async () => ({ default: (await import('./recording.tsx')).RecordingNotice }));

interface RoomLayoutProps {
  readonly title: string;
  /** At the head, beside the number of viewers. */
  readonly facts?: ReactNode;
  /** In the place of the number of viewers, for who may know more about them. */
  readonly viewers?: ReactNode;
  readonly stage: ReactNode;
  /** What rises over the stage. */
  readonly reactions?: ReactNode;
  /** What is said, in words, beneath it. */
  readonly captions?: ReactNode;
  readonly chat: ReactNode;
  /** In the place of the chat while one of them is open; only hosts have them. */
  readonly people?: ReactNode;
  readonly engage?: ReactNode;
  /** What opens them, at the head. */
  readonly asideButtons?: ReactNode;
  /** What was put on the screen, beneath the stage. */
  readonly cards: ReactNode;
  /** What asks for an answer, above the chat; null while there is nothing. */
  readonly prompt?: ReactNode;
  /** On a small screen it takes the place of the chat. */
  readonly promptFirst?: boolean;
  readonly controls: ReactNode;
  /** Beneath the head. */
  readonly news?: ReactNode;
}

/** Stage first, the chat beside it, on a phone beneath it at half the height; one bar of controls. */
export function RoomLayout({
  title,
  facts,
  viewers,
  stage,
  reactions,
  captions,
  chat,
  people,
  engage,
  asideButtons,
  cards,
  prompt = null,
  promptFirst = false,
  controls,
  news,
}: RoomLayoutProps) {
  const chatOpen = useRoom((room) => room.chatOpen);
  const aside = useRoom((room) => room.aside);
  useBarHeight();
  const side = (aside === null ? undefined : { people, engage }[aside]) ?? (chatOpen ? chat : null);
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <PageTitle>{title}</PageTitle>
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-border bg-raised px-4 sm:gap-3">
        <h1 className="min-w-0 flex-1 truncate text-sm font-semibold sm:text-base">{title}</h1>
        <BackstageBadge />
        {facts}
        <Suspense>
          <RecordingMark withTime={asideButtons !== undefined} />
        </Suspense>
        <LiveFacts viewers={viewers} />
        {asideButtons}
      </header>
      <Suspense>
        <RecordingNotice />
      </Suspense>
      {news}
      <main className="flex min-h-0 flex-1 flex-col">
        <div
          className={cn(
            'grid min-h-0 flex-1',
            side !== null || prompt !== null
              ? 'grid-rows-[minmax(0,1fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-1'
              : 'grid-rows-1',
          )}
        >
          <div className="flex min-h-0 min-w-0 flex-col">
            <div className="relative min-h-0 flex-1">
              {stage}
              {reactions}
            </div>
            {captions}
            {cards}
          </div>
          {side === null && prompt === null ? null : (
            <div className="flex min-h-0 flex-col border-t border-border lg:border-s lg:border-t-0">
              {prompt}
              {side === null ? null : (
                <div className={cn('min-h-0 flex-1', promptFirst && 'max-lg:hidden')}>{side}</div>
              )}
            </div>
          )}
        </div>
        {controls}
      </main>
    </div>
  );
}

/** Notes at the edge of the page come to lie above the controls. */
function useBarHeight(): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--bar-height', 'calc(4.5rem + env(safe-area-inset-bottom))');
    return () => void style.removeProperty('--bar-height');
  }, []);
}

function LiveFacts({ viewers }: { readonly viewers: ReactNode }) {
  const status = useRoom((room) => room.status);
  if (status === 'ended') return <Badge>{roomTexts().over}</Badge>;
  // Nobody watches before it is live, however many wait.
  if (status === 'scheduled') return null;
  return (
    <>
      <Badge tone="live" dot>
        {roomTexts().live}
      </Badge>
      {viewers ?? (
        <p className="numeric flex items-center gap-1.5 text-sm text-text-muted" title={roomTexts().peopleNow}>
          <ViewerCount />
        </p>
      )}
    </>
  );
}

/** How many watch. */
export function ViewerCount() {
  const viewers = useRoom((room) => room.viewers);
  return (
    <>
      <Eye size={16} aria-hidden="true" />
      {formatNumber(viewers)}
      <span className="sr-only">{roomTexts().peopleInRoom(viewers)}</span>
    </>
  );
}
