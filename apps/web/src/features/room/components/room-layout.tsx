import { Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Badge, PageTitle } from '../../../shared/ui/index.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

interface RoomLayoutProps {
  readonly title: string;
  /** At the head, beside the number of viewers. */
  readonly facts?: ReactNode;
  readonly stage: ReactNode;
  readonly chat: ReactNode;
  readonly controls: ReactNode;
}

/** Stage first, the chat beside it, on a phone beneath it at half the height; one bar of controls. */
export function RoomLayout({ title, facts, stage, chat, controls }: RoomLayoutProps) {
  const chatOpen = useRoom((room) => room.chatOpen);
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <PageTitle>{title}</PageTitle>
      <header className="flex h-14 shrink-0 items-center gap-3 border-b border-border bg-raised px-4">
        <h1 className="min-w-0 flex-1 truncate text-sm font-semibold sm:text-base">{title}</h1>
        {facts}
        <LiveFacts />
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        <div
          className={cn(
            'grid min-h-0 flex-1',
            chatOpen
              ? 'grid-rows-[minmax(0,1fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-1'
              : 'grid-rows-1',
          )}
        >
          <div className="relative min-h-0 min-w-0">{stage}</div>
          {chatOpen ? <div className="min-h-0 border-t border-border lg:border-s lg:border-t-0">{chat}</div> : null}
        </div>
        {controls}
      </main>
    </div>
  );
}

function LiveFacts() {
  const status = useRoom((room) => room.status);
  const viewers = useRoom((room) => room.viewers);
  if (status === 'ended') return <Badge>{roomTexts().over}</Badge>;
  // Nobody watches before it is live, however many wait.
  if (status === 'scheduled') return null;
  return (
    <>
      <Badge tone="live" dot>
        {roomTexts().live}
      </Badge>
      <p className="numeric flex items-center gap-1.5 text-sm text-text-muted" title={roomTexts().peopleNow}>
        <Eye size={16} aria-hidden="true" />
        {formatNumber(viewers)}
        <span className="sr-only">{roomTexts().peopleInRoom(viewers)}</span>
      </p>
    </>
  );
}
