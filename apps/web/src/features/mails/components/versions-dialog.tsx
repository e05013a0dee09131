import type { MailTemplateBody } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { Button, Dialog, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { versionsQuery, type TemplateName } from '../api/mails.queries.ts';
import { mailsTexts } from '../texts.ts';

interface VersionsDialogProps {
  readonly name: TemplateName;
  readonly onTake: (body: MailTemplateBody) => void;
  readonly onClose: () => void;
}

/** What a mail has said before; one that is taken comes into the form and is saved like anything that is typed. */
export function VersionsDialog({ name, onTake, onClose }: VersionsDialogProps) {
  const texts = mailsTexts();
  const versions = useQuery(versionsQuery(name));
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={texts.versions}>
      {versions.data !== undefined ? (
        <ul className="max-h-96 divide-y divide-border overflow-y-auto">
          {versions.data.items.map(({ version, savedAt, savedBy, isDefault, subject, preheader, content }) => (
            <li key={version} className="flex items-center gap-3 py-3">
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{subject}</p>
                <p className="text-xs text-text-muted">
                  {[formatDateTime(savedAt), savedBy, isDefault ? texts.isDefault : null].filter(Boolean).join(' · ')}
                </p>
              </div>
              <Button
                size="sm"
                aria-label={texts.takeVersion(version)}
                onClick={() => {
                  onTake({ subject, preheader, content });
                  onClose();
                }}
              >
                {texts.take}
              </Button>
            </li>
          ))}
        </ul>
      ) : versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-32 w-full" />
        </div>
      )}
    </Dialog>
  );
}
