import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link, useLocation, useParams } from 'react-router';
import { formatDateTime } from '../../../shared/lib/format.ts';
import {
  Badge,
  buttonStyles,
  ErrorState,
  PageTitle,
  Skeleton,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
} from '../../../shared/ui/index.ts';
import { mailQuery } from '../api/admin.queries.ts';
import { readableDocument } from '../lib/mail-document.ts';
import { adminTexts } from '../texts.ts';

/** One mail as its recipient would see it, and its text part; of a short message only its text. */
export function MailReader() {
  const texts = adminTexts().mail;
  const { mailId = '' } = useParams();
  const { search } = useLocation();
  const mail = useQuery(mailQuery(mailId));
  return (
    <article className="flex h-full min-h-0 flex-col px-4 py-4 sm:px-6 lg:px-8 lg:py-8">
      <Link
        to={{ pathname: '/mail', search }}
        className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} mb-3 -ms-3 self-start lg:hidden`}
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.all}
      </Link>
      {mail.data ? (
        <>
          <PageTitle>{mail.data.subject}</PageTitle>
          {mail.data.channel === 'sms' ? (
            <h1 className="flex items-center gap-2 text-xl font-semibold">
              <span className="display">{texts.smsTitle}</span>
              <Badge>{texts.sms}</Badge>
            </h1>
          ) : (
            <h1 className="display text-xl font-semibold wrap-anywhere">{mail.data.subject}</h1>
          )}
          <dl className="mt-3 mb-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            <dt className="text-text-muted">{texts.to}</dt>
            <dd className="wrap-anywhere">{mail.data.to}</dd>
            <dt className="text-text-muted">{texts.from}</dt>
            <dd className="wrap-anywhere">{mail.data.from}</dd>
            <dt className="text-text-muted">{texts.site}</dt>
            <dd className="wrap-anywhere">{mail.data.tenantName}</dd>
            <dt className="text-text-muted">{texts.sent}</dt>
            <dd className="numeric">{formatDateTime(mail.data.sentAt)}</dd>
          </dl>
          {mail.data.channel === 'sms' ? (
            <p className="max-w-md rounded-lg bg-muted px-4 py-3 text-sm whitespace-pre-wrap wrap-anywhere">
              {linked(mail.data.text)}
            </p>
          ) : (
            <Parts html={mail.data.html} text={mail.data.text} subject={mail.data.subject} />
          )}
        </>
      ) : mail.isError ? (
        <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loadingOne}>
          <Skeleton className="h-8 w-72 max-w-full" />
          <Skeleton className="mt-4 h-4 w-52" />
          <Skeleton className="mt-8 h-80 w-full rounded-lg" />
        </div>
      )}
    </article>
  );
}

function Parts({ html, text, subject }: { html: string; text: string; subject: string }) {
  return (
    <Tabs defaultValue="page" className="flex min-h-0 flex-1 flex-col">
      <TabsList>
        <TabsTrigger value="page">{adminTexts().mail.asPage}</TabsTrigger>
        <TabsTrigger value="text">{adminTexts().mail.asText}</TabsTrigger>
      </TabsList>
      <TabsContent value="page" className="min-h-80 flex-1 pt-4">
        {/* No scripts and no origin of its own: what a mail contains was written by strangers. Links open elsewhere. */}
        <iframe
          title={adminTexts().mail.named(subject)}
          srcDoc={readableDocument(html)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          className="size-full min-h-80 rounded-lg border border-border bg-white"
        />
      </TabsContent>
      <TabsContent value="text" className="relative min-h-0 flex-1 overflow-y-auto pt-4">
        <pre className="font-sans text-sm whitespace-pre-wrap wrap-anywhere">{linked(text)}</pre>
      </TabsContent>
    </Tabs>
  );
}

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;

/** Plain text with its web addresses as links. */
const linked = (text: string) =>
  text.split(ADDRESS).map((part, index) =>
    ADDRESS.test(part) ? (
      <a
        key={index}
        href={part}
        target="_blank"
        rel="noreferrer"
        className="text-primary-text underline underline-offset-2"
      >
        {part}
      </a>
    ) : (
      part
    ),
  );
