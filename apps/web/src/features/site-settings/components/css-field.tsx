import { MAX_CUSTOM_CSS } from '@stageline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { useDebounced } from '../../../shared/lib/use-debounced.ts';
import { Field, Notice, Textarea } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { LockNote, useLock } from './policy-context.tsx';

/** Parts of the page that custom CSS may name. */
const HOOKS = [
  '.site-page',
  '.site-hero',
  '.site-cover',
  '.site-main',
  '.site-welcome',
  '.site-benefits',
  '.site-about',
  '.site-form',
  '.site-videos',
  '.site-quotes',
  '.site-host',
  '.site-agenda',
  '.site-faq',
  '.site-countdown',
  '.site-footer',
] as const;
const PAUSE_MS = 300;
const EXAMPLE = '.site-hero h1 {\n  color: var(--brand-primary-text);\n}';

/** Custom CSS with the server's word on each line of it. */
export function CssField({ form }: { readonly form: ContentForm }) {
  const texts = settingsTexts();
  const lock = useLock('customCss');
  const typed = useWatch({ control: form.control, name: 'customCss' }) ?? '';
  const customCss = useDebounced(typed, PAUSE_MS);
  const check = useQuery({
    queryKey: [...queryKeys.siteSettings(), 'css', customCss],
    queryFn: ({ signal }) => call('site.check-css', { signal, body: { customCss } }),
    enabled: customCss.trim() !== '' && lock === undefined,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const issues = customCss.trim() === '' ? [] : (check.data?.issues ?? []);
  return (
    <div>
      <Field label={texts.cssTitle} hint={lock === undefined ? texts.cssHint : <LockNote lock={lock} />} optional>
        {(a11y) => (
          <Textarea
            {...a11y}
            {...form.register('customCss')}
            readOnly={lock !== undefined}
            aria-invalid={issues.length > 0 ? true : undefined}
            rows={10}
            maxLength={MAX_CUSTOM_CSS}
            spellCheck={false}
            autoCapitalize="off"
            placeholder={EXAMPLE}
            className="font-mono text-sm"
          />
        )}
      </Field>
      <div role="status" className="mt-3">
        {issues.length > 0 ? (
          <Notice>
            <ul className="flex flex-col gap-2">
              {issues.map(({ line, column, message }) => (
                <li key={`${line}:${column}`} className="wrap-anywhere">
                  <span className="numeric font-medium">{texts.cssAt(line, column)}:</span> {message}
                </li>
              ))}
            </ul>
          </Notice>
        ) : typed.trim() !== '' && typed === customCss && check.isSuccess ? (
          <p className="text-sm text-success">{texts.cssFine}</p>
        ) : null}
      </div>
      <p className="mt-4 text-xs text-text-muted">{texts.cssHooks}</p>
      <ul className="mt-2 flex flex-wrap gap-1.5">
        {HOOKS.map((hook) => (
          <li key={hook}>
            <code className="rounded-sm bg-muted px-1.5 py-0.5 font-mono text-xs text-text">{hook}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
