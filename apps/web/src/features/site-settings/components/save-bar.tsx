import { ExternalLink } from 'lucide-react';
import { Button } from '../../../shared/ui/index.ts';

interface SaveBarProps {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly wasSaved: boolean;
  readonly onDiscard: () => void;
}

/** Says whether what is typed is saved; one button saves it. */
export function SaveBar({ isDirty, isSaving, wasSaved, onDiscard }: SaveBarProps) {
  return (
    <div className="sticky bottom-0 z-10 flex min-h-18 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-border bg-raised px-4 py-3 sm:px-6">
      <p role="status" className="text-sm text-text-muted">
        {isDirty ? (
          'You have unsaved changes.'
        ) : wasSaved ? (
          <>
            Saved.{' '}
            <a
              href="/"
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 font-medium text-primary-text underline underline-offset-4"
            >
              View your site
              <ExternalLink size={16} aria-hidden="true" />
            </a>
          </>
        ) : (
          'Everything is saved.'
        )}
      </p>
      <div className="ms-auto flex gap-2">
        {isDirty ? (
          <Button variant="ghost" onClick={onDiscard} disabled={isSaving}>
            Discard
          </Button>
        ) : null}
        <Button type="submit" variant="primary" loading={isSaving} disabled={!isDirty}>
          Save
        </Button>
      </div>
    </div>
  );
}
