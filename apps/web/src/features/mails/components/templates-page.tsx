import { localeNames, LOCALES, MailTemplateKey } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
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
          <li key={key} className="px-4 py-4">
            <h2 className="text-sm font-medium">{texts.templateNames[key]}</h2>
            <p className="mt-0.5 text-sm text-text-muted">{texts.templateHints[key]}</p>
            <ul className="mt-2 flex flex-col gap-1">
              {LOCALES.map((locale) => {
                const item = items.find((one) => one.key === key && one.locale === locale);
                return item === undefined ? null : (
                  <li key={locale} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                    <span className="w-16 shrink-0 text-text-muted">{localeNames[locale]}</span>
                    <span className="min-w-0 flex-1 wrap-anywhere">{item.subject}</span>
                    {item.isDefault ? null : <Badge tone="neutral">{texts.changed}</Badge>}
                    {item.isDefault || item.changedAt === null ? null : (
                      <span className="text-xs text-text-muted">{formatRelative(item.changedAt)}</span>
                    )}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
