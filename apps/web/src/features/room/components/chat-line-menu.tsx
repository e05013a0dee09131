import { Ban, EllipsisVertical, MicOff, MicVocal, Pin, PinOff, Trash2 } from 'lucide-react';
import type { ChatMessage } from '@stageline/contracts';
import { useState } from 'react';
import { AlertDialog, Menu, MenuItem } from '../../../shared/ui/index.ts';
import type { Moderation } from '../hooks/use-moderation.ts';
import { mayDirect, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';

interface ChatLineMenuProps {
  readonly message: ChatMessage;
  readonly isPinned: boolean;
  readonly moderation: Moderation;
}

/** What a moderator does with one message. */
export function ChatLineMenu({ message, isPinned, moderation }: ChatLineMenuProps) {
  const texts = roomTexts().chat;
  const mayInvite = useRoom((room) => room.status === 'scheduled' && mayDirect(room)) && !message.fromHost;
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const ban = async () => {
    setIsBusy(true);
    await moderation.banAuthor(message);
    setIsBusy(false);
    setIsAsked(false);
  };
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className="tap-target -my-1 grid size-7 shrink-0 place-items-center rounded-md text-text-muted hover:bg-muted hover:text-text data-[state=open]:bg-muted"
          >
            <EllipsisVertical size={16} aria-hidden="true" />
            <span className="sr-only">{texts.moreFor(message.authorName, message.text.slice(0, 80))}</span>
          </button>
        }
      >
        <MenuItem onSelect={() => moderation.pin(message, !isPinned)}>
          {isPinned ? <PinOff size={16} aria-hidden="true" /> : <Pin size={16} aria-hidden="true" />}
          {isPinned ? texts.unpin : texts.pin}
        </MenuItem>
        {mayInvite ? (
          <MenuItem onSelect={() => moderation.inviteAuthor(message)}>
            <MicVocal size={16} aria-hidden="true" />
            {stageTexts().backstage.ask(message.authorName)}
          </MenuItem>
        ) : null}
        {message.fromHost ? null : (
          <MenuItem onSelect={() => moderation.muteAuthor(message)}>
            <MicOff size={16} aria-hidden="true" />
            {texts.muteAuthor(message.authorName)}
          </MenuItem>
        )}
        {message.fromHost ? null : (
          <MenuItem danger onSelect={() => setIsAsked(true)}>
            <Ban size={16} aria-hidden="true" />
            {texts.banAuthor(message.authorName)}
          </MenuItem>
        )}
        <MenuItem danger onSelect={() => moderation.remove(message)}>
          <Trash2 size={16} aria-hidden="true" />
          {texts.removeForAll}
        </MenuItem>
      </Menu>
      <AlertDialog
        open={isAsked}
        onOpenChange={setIsAsked}
        title={texts.banTitle(message.authorName)}
        description={texts.banText}
        confirmLabel={texts.banConfirm}
        cancelLabel={texts.banCancel}
        danger
        loading={isBusy}
        onConfirm={() => void ban()}
      />
    </>
  );
}
