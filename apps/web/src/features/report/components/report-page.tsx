import type { ReturnedForm, SiteView } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';
import { reportTexts } from '../texts.ts';
import { ReportForm } from './report-form.tsx';

interface FrameProps {
  /** Of the page, for the choice of language. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly children: ReactNode;
}

const Frame = ({ path, title, description, children }: FrameProps) => (
  <main className="min-h-dvh bg-surface">
    <div className="mx-auto w-full max-w-xl px-4 py-10 sm:px-6 lg:py-16">
      <h1 className="display text-xl text-text">{title}</h1>
      <p dir="auto" className="mt-2 mb-6 text-sm wrap-anywhere text-text-muted">
        {description}
      </p>
      {children}
      <footer className="mt-10 flex flex-wrap justify-between gap-x-6 text-sm">
        <a
          href="/"
          className="inline-flex min-h-11 items-center text-text-muted underline decoration-border underline-offset-4 hover:text-text"
        >
          {reportTexts().back}
        </a>
        <LanguageLinks next={path} />
      </footer>
    </div>
  </main>
);

/** A word to the platform about a site, from anybody. It is HTML and no more, so it works in every browser. */
export const ReportPage = ({ site, form }: { readonly site: SiteView; readonly form?: ReturnedForm | undefined }) => {
  const texts = reportTexts();
  return (
    <Frame path="/report" title={texts.title} description={texts.description(site.profile.siteName)}>
      <ReportForm form={form} />
    </Frame>
  );
};

/** What follows a report. */
export const ReportedPage = ({ site }: { readonly site: SiteView }) => {
  const texts = reportTexts();
  return (
    <Frame path="/report/sent" title={texts.thanks} description={texts.thanksText}>
      <a href="/" className={buttonStyles({ variant: 'secondary' })}>
        <bdi className="truncate">{site.profile.siteName}</bdi>
      </a>
    </Frame>
  );
};
