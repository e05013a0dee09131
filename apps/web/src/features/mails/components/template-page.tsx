import { isLocale, localeNames, MailTemplateKey, type MailTemplateView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Mail } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { EmptyState, ErrorState, Page, PageHeader, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { templateQuery, type TemplateName } from '../api/mails.queries.ts';
import { mailsTexts } from '../texts.ts';
import { TemplateEditor } from './template-editor.tsx';

/** One mail in one language: what it says, and beside it how it looks. */
export function TemplatePage() {
  const texts = mailsTexts();
  const { key: keyText, locale } = useParams();
  const key = MailTemplateKey.safeParse(keyText);
  return (
    <Page className="max-w-7xl">
      <Link
        to="/dashboard/mails"
        className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm text-text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
        {texts.back}
      </Link>
      {key.success && isLocale(locale) ? (
        <One key={`${key.data} ${locale}`} name={{ key: key.data, locale }} />
      ) : (
        <EmptyState icon={<Mail size={20} />} title={texts.notThere} />
      )}
    </Page>
  );
}

function One({ name }: { readonly name: TemplateName }) {
  const texts = mailsTexts();
  const template = useQuery(templateQuery(name));
  const title = texts.templateNames[name.key];
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <PageHeader title={title} description={`${localeNames[name.locale]} · ${texts.templateHints[name.key]}`} />
      <Body name={name} template={template} />
    </>
  );
}

interface BodyProps {
  readonly name: TemplateName;
  readonly template: {
    readonly data: MailTemplateView | undefined;
    readonly isError: boolean;
    readonly error: Error | null;
    readonly refetch: () => Promise<{ readonly data: MailTemplateView | undefined }>;
  };
}
function Body({ name, template }: BodyProps) {
  if (template.data !== undefined) {
    const reload = async () => (await template.refetch()).data;
    return <TemplateEditor name={name} latest={template.data} reload={reload} />;
  }
  if (template.isError) return <ErrorState error={template.error} onRetry={() => void template.refetch()} />;
  return (
    <div role="status" aria-label={mailsTexts().loading} className="grid gap-6 lg:grid-cols-2">
      <Skeleton className="h-112 w-full rounded-lg" />
      <Skeleton className="h-112 w-full rounded-lg" />
    </div>
  );
}
