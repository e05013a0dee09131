import { useSyncExternalStore } from 'react';
import { useSecondsUntil } from '../hooks/use-seconds-until.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';
import { Composer } from './composer.tsx';

/** The longest message that the room stores. */
const MAX_LENGTH = 2000;

/** Writes a message, by the rules that hold for whoever reads along. */
export function ChatComposer({ store, readOnlyReason }: { store: ChatStore; readOnlyReason: string | null }) {
  const { slowSeconds, links, isHeld } = useSyncExternalStore(store.subscribe, store.getSetup);
  const seconds = useSecondsUntil(useSyncExternalStore(store.subscribe, store.getWaitUntil));
  const texts = roomTexts().chat;
  const rules = [
    isHeld ? texts.allHeld : [],
    slowSeconds > 0 ? texts.slow(slowSeconds) : [],
    links === 'refuse' ? texts.linksOff : links === 'hold' && !isHeld ? texts.linksHeld : [],
  ].flat();
  return (
    <Composer
      label={texts.yourMessage}
      placeholder={texts.placeholder}
      sendLabel={texts.send}
      maxLength={MAX_LENGTH}
      draft={store.draft}
      note={rules.length === 0 ? undefined : rules.join(' · ')}
      wait={seconds === 0 ? undefined : { seconds, label: texts.waitFor(seconds) }}
      readOnlyReason={readOnlyReason}
      onSend={async (text) => {
        // It is in the list from now on, also where it fails.
        void store.send(text);
        return true;
      }}
    />
  );
}
