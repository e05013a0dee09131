import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, MessagesSquare } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useChatAnnouncement, useChatItems } from '../hooks/use-chat.ts';
import { useUnseen } from '../hooks/use-unseen.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../../shared/ui/index.ts';
import { useModeration } from '../hooks/use-moderation.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { AsidePanel } from './aside-panel.tsx';
import { ChatComposer } from './chat-composer.tsx';
import { ChatLineMenu } from './chat-line-menu.tsx';
import { ChatLine } from './chat-line.tsx';
import { ChatPins } from './chat-pins.tsx';
import { ChatRules } from './chat-rules.tsx';
import { HeldQueue } from './held-queue.tsx';
import { QuestionPanel } from './question-panel.tsx';

/** Within this distance of its end the list follows new messages. */
const FOLLOW_WITHIN_PX = 64;

/**
 * The chat and the questions beside the stage. The chat follows new messages while its reader is at the end, otherwise it
 * says that there are some.
 * @param readOnlyReason why nothing can be written now, e.g. after the end; `null` while the chat is open
 */
export function ChatPanel({ store, readOnlyReason }: { store: ChatStore; readOnlyReason: string | null }) {
  const announcement = useChatAnnouncement(store);
  const { mayModerate, muted } = useSyncExternalStore(store.subscribe, store.getStanding);
  const open = useSyncExternalStore(store.questions.subscribe, store.questions.getOpen);
  const unseen = useSyncExternalStore(store.asides.subscribe, store.asides.getUnseen);
  // Who writes to the hosts alone is not to be read by anybody else.
  const isObserver = useRoom((room) => room.role === 'observer');
  const { chat, questions, asides } = roomTexts();
  const reason = readOnlyReason ?? (muted ? chat.muted : null);
  return (
    <section aria-label={chat.title} className="flex h-full min-h-0 flex-col bg-raised">
      <Tabs defaultValue="chat" className="flex min-h-0 flex-1 flex-col">
        <div className="flex h-12 shrink-0 items-center justify-between border-b border-border ps-1 pe-1">
          <TabsList className="border-b-0!">
            <TabsTrigger value="chat">{chat.title}</TabsTrigger>
            <TabsTrigger value="questions">
              {questions.tab}
              {open === 0 ? null : (
                <span className="numeric ms-1.5 rounded-full bg-muted px-1.5 py-px text-xs text-text">
                  {formatNumber(open)}
                  <span className="sr-only"> {questions.open(open)}</span>
                </span>
              )}
            </TabsTrigger>
            <TabsTrigger value="asides" className={cn(isObserver && 'hidden')}>
              {mayModerate ? asides.tabForHost : asides.tab}
              {unseen === 0 ? null : (
                <span className="numeric ms-1.5 rounded-full bg-primary px-1.5 py-px text-xs text-on-primary">
                  {formatNumber(unseen)}
                  <span className="sr-only"> {asides.unseen(unseen)}</span>
                </span>
              )}
            </TabsTrigger>
          </TabsList>
          {mayModerate ? <ChatRules store={store} /> : null}
        </div>
        {mayModerate ? <HeldQueue store={store} /> : null}
        <TabsContent value="chat" className="flex min-h-0 flex-1 flex-col pt-0! data-[state=inactive]:hidden">
          <ChatPins store={store} />
          <ChatList store={store} mayModerate={mayModerate} />
          <ChatComposer store={store} readOnlyReason={reason} />
        </TabsContent>
        <TabsContent value="questions" className="flex min-h-0 flex-1 flex-col pt-0! data-[state=inactive]:hidden">
          <QuestionPanel store={store} readOnlyReason={reason} />
        </TabsContent>
        <TabsContent value="asides" className="flex min-h-0 flex-1 flex-col pt-0! data-[state=inactive]:hidden">
          <AsidePanel store={store} readOnlyReason={reason} />
        </TabsContent>
      </Tabs>
      <p role="status" aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </section>
  );
}

function ChatList({ store, mayModerate }: { store: ChatStore; mayModerate: boolean }) {
  const { items, hasOlder } = useChatItems(store);
  const { pinned } = useSyncExternalStore(store.subscribe, store.getSetup);
  const moderation = useModeration(store);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => items[index]?.key ?? index,
    estimateSize: () => 60,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: FOLLOW_WITHIN_PX,
    paddingStart: 12,
    paddingEnd: 12,
  });
  const { unseen, onScroll } = useUnseen(items, () => virtualizer.isAtEnd(FOLLOW_WITHIN_PX));
  const rows = virtualizer.getVirtualItems();
  const nearTop = hasOlder && (rows[0]?.index ?? 1) === 0;
  useEffect(() => {
    if (nearTop) void store.loadOlder();
  }, [nearTop, store, items.length]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={roomTexts().chat.messages}
        className="relative h-full overflow-y-auto overscroll-contain focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ring"
      >
        {items.length === 0 ? <NoMessages /> : null}
        <ol className="relative m-0 w-full list-none p-0" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const item = items[row.index];
            if (item === undefined) return null;
            return (
              <li
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={row.index}
                aria-setsize={items.length}
                aria-posinset={row.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ChatLine
                  item={item}
                  isOwn={item.kind === 'message' && store.isOwn(item.message.sequence)}
                  menu={
                    mayModerate && item.kind === 'message' ? (
                      <ChatLineMenu
                        message={item.message}
                        isPinned={pinned.some(({ id }) => id === item.message.id)}
                        moderation={moderation}
                      />
                    ) : null
                  }
                  heldStore={store.held}
                  onRetry={(id) => void store.retry(id)}
                  onDiscard={(id) => store.discard(id)}
                />
              </li>
            );
          })}
        </ol>
      </div>
      {unseen > 0 ? (
        <button
          type="button"
          onClick={() => virtualizer.scrollToEnd({ behavior: 'smooth' })}
          className="absolute bottom-2 left-1/2 flex min-h-11 -translate-x-1/2 items-center gap-1.5 rounded-full border border-border bg-raised px-4 text-sm font-medium shadow-overlay"
        >
          <ArrowDown size={16} aria-hidden="true" />
          {roomTexts().chat.unseen(unseen)}
        </button>
      ) : null}
    </div>
  );
}

function NoMessages() {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 p-6 text-center text-sm text-text-muted">
      <MessagesSquare size={20} aria-hidden="true" />
      <p className="m-0 max-w-60">{roomTexts().chat.empty}</p>
    </div>
  );
}
