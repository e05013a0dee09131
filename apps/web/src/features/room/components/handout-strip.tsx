import { FileDown } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatBytes } from '../../../shared/lib/format-bytes.ts';
import { useCalm } from '../hooks/use-calm.ts';
import type { MaterialStore } from '../lib/material-store.ts';
import { materialTexts } from '../material-texts.ts';
import { observes, useRoom } from '../slice.ts';

interface OneHandout {
  readonly name: string;
  readonly bytes: number;
  /** Null for whoever only looks. */
  readonly url: string | null;
}

/** Beneath the stage: what the host gave the audience to take home. */
export function HandoutStrip({ store }: { store: MaterialStore }) {
  const { handouts, pass } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const onlyLooks = useRoom(observes);
  const texts = materialTexts();
  const newest = useCalm(handouts.at(-1)?.name ?? '', 3_000);
  return (
    <>
      <p role="status" className="sr-only">
        {newest === '' ? '' : texts.arrived(newest)}
      </p>
      {handouts.length === 0 || (pass === null && !onlyLooks) ? null : (
        <section aria-label={texts.handouts} className="border-t border-border bg-raised px-3 py-2">
          <HandoutList
            handouts={handouts.map(({ id, ...rest }) => ({
              ...rest,
              url: onlyLooks ? null : `/api/v1/materials/${id}/handout/${pass}`,
            }))}
          />
        </section>
      )}
    </>
  );
}

const FILE = 'flex min-h-11 min-w-0 items-center gap-2 rounded-md border border-border px-3 text-sm font-medium';

/** Files, each with the way to it. */
export const HandoutList = ({ handouts }: { handouts: readonly OneHandout[] }) => (
  <ul className="m-0 flex max-h-24 list-none flex-wrap gap-2 overflow-y-auto p-0">
    {handouts.map((handout, at) => (
      <li key={handout.url ?? at} className="min-w-0">
        {handout.url === null ? (
          <span className={cn(FILE, 'text-text-muted')}>
            <FileFacts {...handout} />
          </span>
        ) : (
          <a href={handout.url} download={handout.name} className={cn(FILE, 'hover:bg-muted')}>
            <span className="sr-only">{materialTexts().download}</span>
            <FileFacts {...handout} />
          </a>
        )}
      </li>
    ))}
  </ul>
);

const FileFacts = ({ name, bytes }: Pick<OneHandout, 'name' | 'bytes'>) => (
  <>
    <FileDown size={16} aria-hidden="true" className="shrink-0" />
    <span className="line-clamp-1 wrap-anywhere">{name}</span>
    <span className="numeric shrink-0 text-xs text-text-muted">{formatBytes(bytes)}</span>
  </>
);
