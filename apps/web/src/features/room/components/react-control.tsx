import type { Reaction } from '@stageline/contracts';
import { SmilePlus } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Popover, toast } from '../../../shared/ui/index.ts';
import { STAGE_NOTE } from '../hooks/use-stage-news.ts';
import { problemWords, RoomProblem } from '../lib/room-problem.ts';
import type { ReactionStore } from '../lib/reaction-store.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { Control } from './control-bar.tsx';
import { ALL, Sign } from './reactions.tsx';

/** Sends reactions: one press opens them, and they stay open for more. While nobody is live there is nothing to react to. */
export function ReactControl({ store }: { store: ReactionStore }) {
  const isLive = useRoom((room) => room.status === 'live');
  if (!isLive) return null;
  const texts = roomTexts().reactions;
  return (
    <Popover label={texts.choose} align="center" isFitted trigger={<Control icon={SmilePlus} label={texts.react} />}>
      <Choice store={store} />
    </Popover>
  );
}

function Choice({ store }: { store: ReactionStore }) {
  const { counts } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const texts = roomTexts().reactions;
  const amountOf = (reaction: Reaction): string => {
    const amount = counts[reaction] ?? 0;
    return amount === 0 ? '' : formatNumber(amount);
  };
  const react = (reaction: Reaction) =>
    void store.react(reaction).catch((error: unknown) => {
      const isTooFast = error instanceof RoomProblem && error.problem.code === 'too-many-requests';
      const words = isTooFast ? texts.slowDown : (problemWords(error) ?? roomTexts().chat.notDone);
      toast(words, { ...STAGE_NOTE, id: 'reaction-refused' });
    });
  return (
    <ul className="m-0 flex list-none gap-1 p-0">
      {ALL.map((reaction) => (
        <li key={reaction}>
          <button
            type="button"
            title={texts.names[reaction]}
            aria-label={texts.sent(texts.names[reaction], amountOf(reaction))}
            onClick={() => react(reaction)}
            className="flex h-14 w-12 flex-col items-center justify-center gap-1 rounded-md text-text transition-transform hover:bg-muted active:scale-90"
          >
            <Sign reaction={reaction} size={20} />
            <span aria-hidden="true" className="numeric h-4 text-xs text-text-muted">
              {amountOf(reaction)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
