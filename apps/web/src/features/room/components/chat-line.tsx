import type { ChatMessage } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { formatTime } from '../../../shared/lib/format.ts';
import type { ChatItem } from '../hooks/use-chat.ts';
import type { HeldStore } from '../lib/held-store.ts';
import type { PendingMessage } from '../lib/chat-log.ts';
import { roomTexts } from '../texts.ts';
import { OwnHeld } from './own-held.tsx';

interface ChatLineProps {
  readonly item: ChatItem;
  /** The reader wrote it. */
  readonly isOwn: boolean;
  /** What a moderator may do with it. */
  readonly menu: ReactNode;
  readonly heldStore: HeldStore;
  readonly onRetry: (clientId: string) => void;
  readonly onDiscard: (clientId: string) => void;
}

/** One line of the chat. */
export function ChatLine({ item, isOwn, menu, heldStore, onRetry, onDiscard }: ChatLineProps) {
  if (item.kind === 'held') return <OwnHeld held={item.held} store={heldStore} />;
  return item.kind === 'message' ? (
    <Confirmed message={item.message} continues={item.continues} isOwn={isOwn} menu={menu} />
  ) : (
    <Pending pending={item.pending} onRetry={onRetry} onDiscard={onDiscard} />
  );
}

interface ConfirmedProps {
  readonly message: ChatMessage;
  readonly continues: boolean;
  readonly isOwn: boolean;
  readonly menu: ReactNode;
}

function Confirmed({ message, continues, isOwn, menu }: ConfirmedProps) {
  return (
    <article className={continues ? 'px-4 pb-1' : 'px-4 pt-2 pb-1'}>
      {continues ? null : (
        <p className="m-0 flex items-baseline gap-2 text-xs text-text-muted">
          <span className={`truncate font-semibold ${message.fromHost ? 'text-primary-text' : 'text-text'}`}>
            {isOwn ? roomTexts().chat.ownName(message.authorName) : message.authorName}
          </span>
          {message.fromHost ? (
            <span className="rounded-sm bg-primary-tint px-1 py-px text-xs text-primary-text">
              {roomTexts().chat.host}
            </span>
          ) : null}
          <time dateTime={message.sentAt} className="ml-auto shrink-0 tabular-nums">
            {formatTime(message.sentAt)}
          </time>
        </p>
      )}
      <div className="flex items-start gap-1">
        <p className="m-0 min-w-0 flex-1 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap">{message.text}</p>
        {menu}
      </div>
    </article>
  );
}

function Pending({
  pending,
  onRetry,
  onDiscard,
}: {
  pending: PendingMessage;
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
}) {
  const failed = pending.status === 'failed';
  return (
    <article className="px-4 pt-2 pb-1">
      <p className="m-0 text-xs font-semibold text-text">{roomTexts().chat.you}</p>
      <p className={`m-0 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap ${failed ? '' : 'text-text-muted'}`}>
        {pending.text}
      </p>
      {failed ? (
        <p role="alert" className="m-0 flex flex-wrap items-center gap-x-3 text-xs text-danger">
          {pending.refusal ?? roomTexts().chat.notSent}
          <button
            type="button"
            className="min-h-11 font-semibold underline underline-offset-2"
            onClick={() => onRetry(pending.clientId)}
          >
            {roomTexts().tryAgain}
          </button>
          <button
            type="button"
            className="min-h-11 underline underline-offset-2"
            onClick={() => onDiscard(pending.clientId)}
          >
            {roomTexts().chat.remove}
          </button>
        </p>
      ) : (
        <span className="sr-only">{roomTexts().chat.sending}</span>
      )}
    </article>
  );
}
