import { Bookmark, TriangleAlert } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Button, toast } from '../../../shared/ui/index.ts';
import { isConflict, useViewChanges } from '../api/saved-views.queries.ts';
import type { LeadViewChoice } from '../hooks/use-lead-view.ts';
import type { OpenView } from '../hooks/use-saved-view.ts';
import { queryOf, searchOfQuery } from '../lib/saved-view.ts';
import { viewTexts } from '../view-texts.ts';

/** What is to be said of the open view: that it is shown otherwise than it is kept, or not as it was meant. */
export function SavedViewState({ choice, open }: { readonly choice: LeadViewChoice; readonly open: OpenView }) {
  const texts = viewTexts();
  const navigate = useNavigate();
  const { change, onError } = useViewChanges();
  const { current, isChanged, isUnknown } = open;
  const [missing] = current?.missing ?? [];
  const isAmiss = isUnknown || missing !== undefined;
  if (!isAmiss && !isChanged)
    // A narrow list has no room for the name beside its search.
    return current === undefined ? null : (
      <p className="mt-2 truncate text-sm text-text-muted @sm:hidden">{current.name}</p>
    );
  const words = isUnknown
    ? texts.unknown
    : missing === undefined
      ? texts.changed(current!.name)
      : texts.missingOf(current!.name, texts.missing[missing]);
  const save = () =>
    change.mutate(
      { view: current!, query: queryOf(choice) },
      {
        onSuccess: ({ name }) => void toast(texts.saved(name)),
        onError: (error) =>
          isConflict(error) ? toast.error(texts.notSaved, { description: texts.conflict }) : onError(error),
      },
    );
  const Icon = isAmiss ? TriangleAlert : Bookmark;
  return (
    <div
      role="status"
      className={`mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-3 py-1.5 text-sm ${
        isAmiss ? 'bg-warning-tint' : 'bg-muted'
      }`}
    >
      <Icon size={16} aria-hidden="true" className={`shrink-0 ${isAmiss ? 'text-warning' : 'text-text-muted'}`} />
      <p className="min-w-40 flex-1 wrap-anywhere">{words}</p>
      {current === undefined || !isChanged ? null : (
        <span className="ms-auto flex flex-wrap gap-1">
          {isAmiss ? null : (
            <Button
              variant="ghost"
              size="sm"
              onClick={() => void navigate({ search: searchOfQuery(current.query, current.id) })}
            >
              {texts.discard}
            </Button>
          )}
          {current.mayChange ? (
            <Button size="sm" aria-label={texts.saveChangesTo(current.name)} loading={change.isPending} onClick={save}>
              {texts.saveChanges}
            </Button>
          ) : null}
        </span>
      )}
    </div>
  );
}
