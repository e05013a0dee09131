import {
  isMailFact,
  localeNames,
  LOCALES,
  MailTemplateKey,
  type MailFact,
  type MailTemplateEntry,
} from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { Badge, ErrorState, Panel, Skeleton } from '../../../shared/ui/index.ts';
import { templatesQuery } from '../api/mails.queries.ts';
import { mailsTexts } from '../texts.ts';

/** The mails of a site by what they are for, each in every language. */
export function TemplatesPage() {
  const texts = mailsTexts();
  const templates = useQuery(templatesQuery());
  if (templates.data === undefined) {
    if (templates.isError) return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
    return (
      <Panel>
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
          {MailTemplateKey.options.map((key) => (
            <Skeleton key={key} className="h-14 w-full" />
          ))}
        </div>
      </Panel>
    );
  }
  const { items } = templates.data;
  return (
    <Panel>
      <ul className="divide-y divide-border">
        {MailTemplateKey.options.map((key) => (
          <li key={key} className="px-2 py-4">
            <h2 className="px-2 text-sm font-medium">{texts.templateNames[key]}</h2>
            <p className="mt-0.5 px-2 text-sm text-text-muted">{texts.templateHints[key]}</p>
            <ul className="mt-2">
              {LOCALES.flatMap((locale) => items.filter((one) => one.key === key && one.locale === locale)).map(
                (item) => (
                  <TemplateLink key={item.locale} item={item} />
                ),
              )}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function TemplateLink({ item: { key, locale, subject, isDefault, changedAt } }: { readonly item: MailTemplateEntry }) {
  const texts = mailsTexts();
  const language = localeNames[locale];
  return (
    <li>
      <Link
        to={`/dashboard/mails/templates/${key}/${locale}`}
        className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5 text-sm hover:bg-muted"
      >
        <span className="sr-only">{texts.templateNames[key]}</span>
        <span className="w-16 shrink-0 text-text-muted">{language}</span>
        <span lang={locale} className="min-w-0 flex-1 truncate">
          {readable(subject, texts.facts)}
        </span>
        {isDefault || changedAt === null ? null : (
          <span className="flex shrink-0 items-center gap-2">
            <Badge tone="neutral">{texts.changed}</Badge>
            <span className="hidden text-xs text-text-muted sm:inline">{formatRelative(changedAt)}</span>
          </span>
        )}
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-text-muted rtl:-scale-x-100" />
      </Link>
    </li>
  );
}

/** A subject with the names of its facts in the place of their placeholders. */
const readable = (subject: string, names: Readonly<Record<MailFact, string>>): string =>
  subject
    .replaceAll(/\{\{[#/]\s*\w+\s*\}\}/g, '')
    .replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (token, name: string) => (isMailFact(name) ? `[${names[name]}]` : token));
