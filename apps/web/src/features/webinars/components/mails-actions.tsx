import type { EngagementTier, FollowUpState } from '@stageline/contracts';
import { Check, Download, Send } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, buttonStyles, ConfirmDialog, FormDialog, Notice, toast } from '../../../shared/ui/index.ts';
import { useMails } from '../api/follow-ups.queries.ts';
import { mailTexts } from '../mail-texts.ts';
import { webinarTexts } from '../texts.ts';

interface MailsActionsProps {
  readonly webinarId: string;
  readonly tier: EngagementTier | undefined;
  readonly counts: Readonly<Partial<Record<FollowUpState, number>>> | undefined;
}
/** What is done with all mails of the list at once. */
export function MailsActions({ webinarId, tier, counts }: MailsActionsProps) {
  const texts = mailTexts().mails;
  const { operations } = useSession();
  const { approve, send } = useMails(webinarId);
  const [asks, setAsks] = useState<'send' | 'export' | null>(null);
  const close = () => setAsks(null);
  const ofTier = tier === undefined ? {} : { tier };
  const approveAll = () =>
    approve.mutate(
      { approved: true, ...ofTier },
      {
        onSuccess: ({ ids, left }) =>
          toast([texts.approved(ids.length), ...(left === 0 ? [] : [texts.leftOut(left)])].join('. '), {
            ...(ids.length > 0 && {
              action: { label: texts.undo, onClick: () => approve.mutate({ approved: false, ids }) },
            }),
          }),
        onError: ({ message }) => toast.error(message),
      },
    );
  return (
    <>
      {(counts?.draft ?? 0) === 0 ? null : (
        <Button loading={approve.isPending} onClick={approveAll}>
          <Check size={16} aria-hidden="true" />
          {tier === undefined ? texts.approveAll : texts.approveTier(webinarTexts().tiers[tier])}
        </Button>
      )}
      {operations.includes('follow-ups.export') ? (
        <Button onClick={() => setAsks('export')}>
          <Download size={16} aria-hidden="true" />
          {texts.export}
        </Button>
      ) : null}
      {(counts?.approved ?? 0) === 0 ? null : (
        <Button variant="primary" onClick={() => setAsks('send')}>
          <Send size={16} aria-hidden="true" />
          {texts.send}
        </Button>
      )}
      {asks === 'send' ? (
        <ConfirmDialog
          title={texts.sendTitle}
          description={texts.sendText}
          confirmLabel={texts.send}
          change={send}
          input={ofTier}
          done={texts.sent(counts?.approved ?? 0)}
          onClose={close}
        />
      ) : null}
      {asks === 'export' ? (
        <ExportDialog webinarId={webinarId} hasApproved={(counts?.approved ?? 0) > 0} onClose={close} />
      ) : null}
    </>
  );
}

interface ExportDialogProps {
  readonly webinarId: string;
  readonly hasApproved: boolean;
  readonly onClose: () => void;
}
function ExportDialog({ webinarId, hasApproved, onClose }: ExportDialogProps) {
  const texts = mailTexts().mails;
  const { exportCsv } = useMails(webinarId);
  const [isApprovedOnly, setApprovedOnly] = useState(hasApproved);
  const file = exportCsv.data;
  return (
    <FormDialog
      title={texts.exportTitle}
      description={texts.exportText}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        exportCsv.mutate(isApprovedOnly);
      }}
      submitLabel={texts.exportRun}
      loading={exportCsv.isPending}
      problem={exportCsv.error?.message}
    >
      <label className="flex min-h-10 items-center gap-2.5 text-sm">
        <input
          type="checkbox"
          className="size-4 accent-primary"
          checked={isApprovedOnly}
          onChange={(event) => {
            setApprovedOnly(event.target.checked);
            exportCsv.reset();
          }}
        />
        {texts.approvedOnly}
      </label>
      {file === undefined ? null : file.rows === 0 ? (
        <Notice tone="neutral">{texts.exportedNone}</Notice>
      ) : (
        <Notice tone="success">
          <p>{texts.exported(file.rows)}</p>
          <a href={file.downloadUrl} download className={`${buttonStyles({ size: 'sm' })} mt-2`}>
            <Download size={16} aria-hidden="true" />
            {texts.download}
          </a>
          <p className="mt-2 text-xs">{texts.linkEnds(formatDateTime(file.expiresAt))}</p>
        </Notice>
      )}
    </FormDialog>
  );
}
