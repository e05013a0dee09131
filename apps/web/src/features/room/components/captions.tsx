import { Captions as CaptionsIcon, CaptionsOff, ScrollText } from 'lucide-react';
import { useEffect, useId, useRef, useSyncExternalStore } from 'react';
import { SURE_ENOUGH, type CaptionLine } from '@stageline/contracts';
import { formatTime } from '../../../shared/lib/format.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { Popover, Switch, toast } from '../../../shared/ui/index.ts';
import { useSetCaptions } from '../api/room.queries.ts';
import { captionTexts } from '../caption-texts.ts';
import type { CaptionPiece, CaptionStore } from '../lib/caption-store.ts';
import { useRoom } from '../slice.ts';
import { Control } from './control-bar.tsx';

interface CaptionsProps {
  readonly store: CaptionStore;
}

const useCaptions = (store: CaptionStore) => useSyncExternalStore(store.subscribe, store.getSnapshot);

/** What the recogniser is not sure of. */
const UNSURE = 'underline decoration-dotted decoration-1 underline-offset-4';

/** For a host: whether there are captions in the room, and whether they want to see them. */
export function HostCaptionControl({ store, sessionId }: CaptionsProps & { readonly sessionId: string }) {
  const texts = captionTexts();
  const { isOn, isShown, unavailable } = useCaptions(store);
  const set = useSetCaptions(sessionId);
  const [forAll, forMe, note] = [useId(), useId(), useId()];
  const choose = (wanted: boolean) =>
    set.mutate(wanted, { onError: (error) => toast.error(texts.notChanged, { description: error.message }) });
  return (
    <Popover
      label={texts.control}
      align="center"
      trigger={<Control icon={isOn ? CaptionsIcon : CaptionsOff} label={texts.control} />}
    >
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={forAll} className="font-medium">
          {texts.forAll}
        </label>
        <Switch
          id={forAll}
          checked={set.isPending ? set.variables : isOn}
          disabled={unavailable !== null || set.isPending}
          aria-describedby={note}
          onCheckedChange={choose}
        />
      </div>
      <p id={note} className="mt-1 text-text-muted">
        {unavailable === null ? texts.forAllText : texts.unavailable[unavailable]}
      </p>
      {isOn ? (
        <div className="mt-3 flex items-center justify-between gap-3 border-t border-border pt-3">
          <label htmlFor={forMe} className="font-medium">
            {texts.forMe}
          </label>
          <Switch id={forMe} checked={isShown} onCheckedChange={(wanted) => store.show(wanted)} />
        </div>
      ) : null}
    </Popover>
  );
}

/** Says to a host, in a line of its own, what is wrong with the captions. */
export function CaptionTrouble({ store }: CaptionsProps) {
  const { isOn, trouble } = useCaptions(store);
  if (!isOn || trouble === null) return null;
  return (
    <p role="status" className="border-b border-border bg-warning-tint px-4 py-2 text-sm text-warning">
      {captionTexts().hostTrouble[trouble]}
    </p>
  );
}

/**
 * What is said, beneath the picture, so that it hides neither a face nor a slide. Its height does not change with the words.
 * It is no live region: a screen reader would speak over the voice. All of it can be read in the list.
 */
export function CaptionBand({ store }: CaptionsProps) {
  const texts = captionTexts();
  const { isOn, isShown, trouble, pieces, lines } = useCaptions(store);
  const isRecorded = useRoom(({ recording }) => recording !== null && recording.pausedSince === null);
  const isLive = useRoom((room) => room.status === 'live');
  if (!isOn || !isShown || !isLive) return null;
  const note = trouble !== null ? texts.trouble[trouble] : isRecorded ? texts.waiting : texts.notRecorded;
  return (
    <section
      aria-label={texts.region}
      className="flex shrink-0 items-center gap-1 border-t border-white/15 bg-black py-2 ps-4 pe-2 text-white sm:ps-12"
    >
      <div className="flex h-[3lh] min-w-0 flex-1 flex-col justify-end overflow-hidden text-base/6 sm:h-[2lh] sm:text-center sm:text-lg/7">
        {pieces.length === 0 ? (
          <p className="my-auto text-sm text-white/75">{note}</p>
        ) : (
          pieces.map((piece) => <Piece key={piece.id} piece={piece} />)
        )}
      </div>
      <Popover
        label={texts.list}
        align="end"
        trigger={
          <button
            type="button"
            aria-label={texts.list}
            title={texts.list}
            className="grid size-11 shrink-0 place-items-center rounded-md text-white/85 transition-colors hover:bg-white/15"
          >
            <ScrollText size={20} aria-hidden="true" />
          </button>
        }
      >
        <SaidList lines={lines} />
      </Popover>
    </section>
  );
}

const Piece = ({ piece: { speaker, isNewSpeaker, text, isUnsure } }: { piece: CaptionPiece }) => (
  <p className="shrink-0 wrap-anywhere">
    {isNewSpeaker ? <span className="font-semibold text-[#ffd76a]">{speaker}: </span> : null}
    <span className={isUnsure ? UNSURE : undefined}>{text}</span>
  </p>
);

/** All that is known of what was said, the newest at the end, where it stands open. */
function SaidList({ lines }: { readonly lines: readonly CaptionLine[] }) {
  const texts = captionTexts();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);
  return (
    <>
      <h2 className="text-sm font-semibold">{texts.list}</h2>
      <p className="text-xs text-text-muted">{texts.listNote}</p>
      {lines.length === 0 ? <p className="mt-3 text-text-muted">{texts.empty}</p> : null}
      <ol
        ref={list}
        role="log"
        aria-live="off"
        aria-label={texts.list}
        tabIndex={0}
        className="mt-2 max-h-64 overflow-y-auto"
      >
        {lines.map((line, index) => (
          <SaidLine key={line.number} line={line} isNewTurn={lines[index - 1]?.speaker !== line.speaker} />
        ))}
      </ol>
    </>
  );
}

function SaidLine({ line, isNewTurn }: { readonly line: CaptionLine; readonly isNewTurn: boolean }) {
  const isUnsure = line.confidence !== null && line.confidence < SURE_ENOUGH;
  return (
    <li className={cn('wrap-anywhere', isNewTurn && 'mt-2')}>
      {isNewTurn ? (
        <p className="flex justify-between gap-3 text-xs text-text-muted">
          <span className="font-semibold text-text">{line.speaker}</span>
          <time dateTime={line.at} className="numeric shrink-0">
            {formatTime(line.at)}
          </time>
        </p>
      ) : null}
      <p>
        <span className={isUnsure ? UNSURE : undefined}>{line.text}</span>
        {isUnsure ? <span className="sr-only"> {captionTexts().unsure}</span> : null}
      </p>
    </li>
  );
}
