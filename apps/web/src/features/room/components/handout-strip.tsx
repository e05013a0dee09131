import { FileDown } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { formatBytes } from '../../../shared/lib/format-bytes.ts';
import { useCalm } from '../hooks/use-calm.ts';
import type { MaterialStore } from '../lib/material-store.ts';
import { materialTexts } from '../material-texts.ts';

interface OneHandout {
  readonly name: string;
  readonly bytes: number;
  readonly url: string;
}

/** Beneath the stage: what the host gave the audience to take home. */
export function HandoutStrip({ store }: { store: MaterialStore }) {
  const { handouts, pass } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const texts = materialTexts();
  const newest = useCalm(handouts.at(-1)?.name ?? '', 3_000);
  return (
    <>
      <p role="status" className="sr-only">
        {newest === '' ? '' : texts.arrived(newest)}
      </p>
      {handouts.length === 0 || pass === null ? null : (
        <section aria-label={texts.handouts} className="border-t border-border bg-raised px-3 py-2">
          <HandoutList
            handouts={handouts.map(({ id, ...rest }) => ({ ...rest, url: `/api/v1/materials/${id}/handout/${pass}` }))}
          />
        </section>
      )}
    </>
  );
}

/** Files, each with the way to it. */
export const HandoutList = ({ handouts }: { handouts: readonly OneHandout[] }) => (
  <ul className="m-0 flex max-h-24 list-none flex-wrap gap-2 overflow-y-auto p-0">
    {handouts.map(({ name, bytes, url }) => (
      <li key={url} className="min-w-0">
        <a
          href={url}
          download={name}
          className="flex min-h-11 min-w-0 items-center gap-2 rounded-md border border-border px-3 text-sm font-medium hover:bg-muted"
        >
          <FileDown size={16} aria-hidden="true" className="shrink-0" />
          <span className="sr-only">{materialTexts().download}</span>
          <span className="line-clamp-1 wrap-anywhere">{name}</span>
          <span className="numeric shrink-0 text-xs text-text-muted">{formatBytes(bytes)}</span>
        </a>
      </li>
    ))}
  </ul>
);
