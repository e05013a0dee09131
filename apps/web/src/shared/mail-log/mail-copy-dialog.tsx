import { MailStop, type MailCopy } from '@stageline/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatDateTime } from '../lib/format.ts';
import { Dialog, ErrorState, Skeleton } from '../ui/index.ts';
import { MailEngagementList } from './mail-engagement.tsx';
import { MailStatusBadge } from './mail-status.tsx';
import { mailLogTexts } from './texts.ts';

interface MailCopyDialogProps {
  readonly subject: string;
  /** Where it is read from differs with who reads it. */
  readonly copy: Pick<UseQueryResult<MailCopy>, 'data' | 'isError' | 'error' | 'refetch'>;
  readonly onClose: () => void;
}

/** One mail as it was rendered, and its way. */
export function MailCopyDialog({ subject, copy, onClose }: MailCopyDialogProps) {
  const { data, isError, error, refetch } = copy;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<bdi className="wrap-anywhere">{subject}</bdi>}
      className="max-w-2xl"
    >
      {data !== undefined ? (
        <Copy mail={data} />
      ) : isError ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-96 w-full" />
      )}
    </Dialog>
  );
}

function Copy({ mail }: { readonly mail: MailCopy }) {
  const texts = mailLogTexts();
  return (
    <div className="flex flex-col gap-5">
      <p className="text-sm wrap-anywhere text-text-muted">
        {texts.to(mail.to.address)} · {texts.topic[mail.topic]}
      </p>
      {/* No scripts, no forms, no way out; and nothing is fetched, so looking at a copy is seen nowhere. */}
      <iframe
        title={texts.copy}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={sealed(mail.html)}
        className="h-[min(55dvh,32rem)] w-full rounded-md border border-border bg-white"
      />
      <p className="text-xs text-text-muted">{texts.secrets}</p>
      <section>
        <h3 className="mb-2 text-sm font-medium">{texts.way}</h3>
        <ol className="flex flex-col gap-2">
          {mail.history.map(({ status, at, detail }) => (
            <li key={`${status} ${at}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
              <MailStatusBadge status={status} />
              <span className="numeric text-text-muted">{formatDateTime(at)}</span>
              {detail === null ? null : (
                <span className="basis-full wrap-anywhere text-text-muted">{reasonOf(detail)}</span>
              )}
            </li>
          ))}
        </ol>
      </section>
      <MailEngagementList engagement={mail.engagement} />
    </div>
  );
}

/** Why it was held back, in our words; what a mail server said, in its own. */
function reasonOf(detail: string): string {
  if (detail === 'maybe-twice') return mailLogTexts().maybeTwice;
  if (detail === 'uncertain') return mailLogTexts().uncertain;
  if (detail === 'came-back') return mailLogTexts().cameBack;
  const reason = MailStop.safeParse(detail);
  return reason.success ? mailLogTexts().reason[reason.data] : detail;
}

/** The first element of a document binds all that follows it, wherever a parser puts it. */
const sealed = (html: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src ${location.origin} data:">${html}`;
