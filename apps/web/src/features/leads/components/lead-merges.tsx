import type { LeadView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '../../../shared/lib/format.ts';
import { Button, Section } from '../../../shared/ui/index.ts';
import { mergesQuery, useUndoMerge } from '../api/merge.queries.ts';
import { mergeTexts } from '../merge-texts.ts';

/** What became part of a lead, and until when that can be undone; nothing for one that nobody has merged. */
export function LeadMerges({ lead }: { readonly lead: LeadView }) {
  const texts = mergeTexts();
  const { data } = useQuery(mergesQuery(lead.id));
  const undo = useUndoMerge();
  const merges = data?.items ?? [];
  if (merges.length === 0) return null;
  return (
    <Section title={texts.history}>
      <ul className="flex flex-col gap-3">
        {merges.map((merge) => (
          <li key={merge.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <div className="min-w-0 flex-1 basis-52">
              <p className="wrap-anywhere">{texts.mergedOn(merge.from.name, formatDate(merge.at), merge.by)}</p>
              <p className="text-sm text-text-muted">
                {merge.blocked === null ? texts.undoUntil(formatDate(merge.undoUntil)) : texts.blocked[merge.blocked]}
              </p>
            </div>
            {merge.blocked === null ? (
              <Button
                size="sm"
                loading={undo.isPending && undo.variables.id === merge.id}
                aria-label={texts.undoOf(merge.from.name)}
                onClick={() => undo.mutate(merge)}
              >
                {texts.undo}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
