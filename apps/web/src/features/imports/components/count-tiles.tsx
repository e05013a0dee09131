import type { ImportCounts } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { importsTexts } from '../texts.ts';

const KINDS = ['created', 'changed', 'unchanged', 'wrong'] as const;

/** How many rows are new, changed, unchanged and wrong. */
export function CountTiles({ counts }: { readonly counts: ImportCounts }) {
  const texts = importsTexts();
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {KINDS.map((kind) => (
        <div key={kind} className="flex flex-col-reverse rounded-lg border border-border bg-raised px-4 py-3">
          <dt className="text-sm text-text-muted">{texts.counts[kind]}</dt>
          <dd className={cn('numeric text-xl font-semibold', kind === 'wrong' && counts.wrong > 0 && 'text-danger')}>
            {formatNumber(counts[kind])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
