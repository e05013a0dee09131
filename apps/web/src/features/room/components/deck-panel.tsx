import type { Material } from '@stageline/contracts';
import { ChevronLeft, ChevronRight, Presentation } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button, Skeleton, Switch, toast } from '../../../shared/ui/index.ts';
import type { MaterialStore } from '../lib/material-store.ts';
import { problemWords } from '../lib/room-problem.ts';
import { materialTexts } from '../material-texts.ts';
import { roomTexts } from '../texts.ts';

/** Pages that are being drawn are no change of the room. */
const LOOK_AGAIN_MS = 3_000;

const failed = (error: unknown): void =>
  void toast.error(materialTexts().notDone, { description: problemWords(error) });

/** Beside the stage, for its host: which slide everybody sees, and what the audience may take home. */
export function DeckPanel({ store }: { store: MaterialStore }) {
  const slide = useSyncExternalStore(store.subscribe, store.getSlide);
  const { files, hasFailed, read } = useFiles(store);
  const texts = materialTexts();
  const deck = files?.find(({ id }) => id === slide?.fileId);
  const asked = useRef({ page: 0, open: 0 });
  const turn = (page: number) => {
    if (deck === undefined || page < 1 || page > deck.pages) return;
    asked.current = { page, open: asked.current.open + 1 };
    void store.port
      .show({ fileId: deck.id, page })
      .catch(failed)
      .finally(() => {
        asked.current.open -= 1;
      });
  };
  // From where the presses before lead, also while the room has not followed them.
  const step = (by: 1 | -1) => turn((asked.current.open > 0 ? asked.current.page : (slide?.page ?? 0)) + by);
  if (files === null)
    return hasFailed ? (
      <div role="alert" className="flex flex-col items-center gap-2 p-6 text-center text-sm text-text-muted">
        {texts.failed}
        <Button variant="ghost" onClick={read}>
          {roomTexts().tryAgain}
        </Button>
      </div>
    ) : (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
        <Skeleton className="h-12 w-full" />
        <Skeleton className="h-12 w-full" />
      </div>
    );
  if (files.length === 0)
    return (
      <p className="m-0 flex flex-col items-center gap-2 p-6 text-center text-sm text-text-muted">
        <Presentation size={20} aria-hidden="true" />
        {texts.empty}
      </p>
    );
  return (
    <>
      {deck === undefined || slide === null ? null : (
        <Turning deck={deck} page={slide.page} onTurn={turn} onStep={step} store={store} />
      )}
      <ul className="m-0 list-none divide-y divide-border p-0">
        {files.map((file) => (
          <FileRow key={file.id} file={file} isShown={file.id === deck?.id} store={store} />
        ))}
      </ul>
    </>
  );
}

function useFiles(store: MaterialStore) {
  const [files, setFiles] = useState<readonly Material[] | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const revision = useSyncExternalStore(store.subscribe, store.getRevision);
  const read = useCallback(() => {
    store.port.list().then(
      (list) => {
        setHasFailed(false);
        setFiles(list);
      },
      () => setHasFailed(true),
    );
  }, [store]);
  useEffect(read, [read, revision]);
  const isDrawing = files?.some(({ state }) => state === 'processing') ?? false;
  useEffect(() => {
    if (!isDrawing) return undefined;
    const timer = setInterval(read, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isDrawing, read]);
  return { files, hasFailed, read };
}

interface TurningProps {
  readonly deck: Material;
  readonly page: number;
  readonly onTurn: (page: number) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly store: MaterialStore;
}

/** What a presenter's remote sends, too. */
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

function Turning({ deck, page, onTurn, onStep, store }: TurningProps) {
  const texts = materialTexts();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onStep(step);
  };
  return (
    <section aria-label={deck.name} className="border-b border-border p-3">
      <div className="flex items-center gap-1">
        <Button
          variant="ghost"
          size="icon"
          aria-label={texts.previous}
          aria-disabled={page === 1}
          onClick={() => onStep(-1)}
          onKeyDown={onKeyDown}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </Button>
        <p role="status" className="numeric m-0 min-w-0 flex-1 text-center text-sm font-medium">
          {texts.slide(page, deck.pages)}
        </p>
        <Button
          variant="ghost"
          size="icon"
          aria-label={texts.next}
          aria-disabled={page === deck.pages}
          onClick={() => onStep(1)}
          onKeyDown={onKeyDown}
        >
          <ChevronRight size={20} aria-hidden="true" />
        </Button>
        <Button size="sm" onKeyDown={onKeyDown} onClick={() => void store.port.show(null).catch(failed)}>
          {texts.takeOff}
        </Button>
      </div>
      <p className="m-0 mt-1 text-center text-xs text-text-muted">{texts.keys}</p>
      <ol className="mt-3 grid max-h-72 list-none grid-cols-3 gap-2 overflow-y-auto p-1">
        {deck.pageUrls.map((url, index) => (
          <li key={url}>
            <button
              type="button"
              aria-label={texts.goTo(index + 1)}
              aria-current={index + 1 === page ? 'true' : undefined}
              onClick={() => onTurn(index + 1)}
              onKeyDown={onKeyDown}
              className="relative block aspect-video w-full overflow-hidden rounded-sm border border-border bg-muted aria-[current]:outline-2 aria-[current]:outline-offset-1 aria-[current]:outline-primary"
            >
              <img src={url} alt="" loading="lazy" decoding="async" className="size-full object-contain" />
              <span
                aria-hidden="true"
                className="numeric absolute end-1 bottom-1 rounded-sm bg-black/70 px-1 text-xs text-white"
              >
                {index + 1}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function FileRow({ file, isShown, store }: { file: Material; isShown: boolean; store: MaterialStore }) {
  const { id, name, pages, state, pagesReady, isGiven, downloads } = file;
  const texts = materialTexts();
  const facts =
    state === 'processing'
      ? texts.drawing(pagesReady, pages)
      : state === 'failed'
        ? texts.undrawable
        : texts.pages(pages);
  return (
    <li className="flex flex-col gap-2 p-4">
      <div className="min-w-0">
        <p className="m-0 text-sm font-medium wrap-anywhere">{name}</p>
        <p className="numeric m-0 text-xs text-text-muted">
          {isGiven ? `${facts} · ${texts.taken(downloads)}` : facts}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        {state === 'ready' && !isShown ? (
          <Button
            size="sm"
            aria-label={texts.showOf(name)}
            onClick={() => void store.port.show({ fileId: id, page: 1 }).catch(failed)}
          >
            <Presentation size={16} aria-hidden="true" />
            {texts.show}
          </Button>
        ) : null}
        <label className="ms-auto flex min-h-11 items-center gap-2 text-sm">
          {texts.give}
          <Switch
            aria-label={texts.giveOf(name)}
            checked={isGiven}
            onCheckedChange={(given) => void store.port.give(id, given).catch(failed)}
          />
        </label>
      </div>
    </li>
  );
}
