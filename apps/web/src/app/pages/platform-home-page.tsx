import type { Theme } from '@stageline/contracts';
import { buttonStyles } from '../../shared/ui/button.tsx';
import { LanguageLinks } from '../../shared/ui/language-links.tsx';
import { Wordmark } from '../../shared/ui/wordmark.tsx';
import { BrandedSketch } from './branded-sketch.tsx';
import { pageTexts } from './texts.ts';

const sketches: readonly { readonly theme: Theme; readonly place: string }[] = [
  {
    theme: { primaryColor: '#14213d', secondaryColor: '#c89f3d', typePairing: 'editorial' },
    place: 'start-0 top-16 -rotate-3 max-lg:hidden',
  },
  {
    theme: { primaryColor: '#e8475f', secondaryColor: '#ffb36b', typePairing: 'friendly' },
    place: 'end-0 top-28 rotate-3 max-lg:hidden',
  },
  {
    theme: { primaryColor: '#3347d6', secondaryColor: '#f2a33a', typePairing: 'modern' },
    place: 'inset-x-0 top-0 mx-auto',
  },
];

const link = 'inline-flex min-h-11 items-center rounded-md px-3 text-sm font-medium text-text hover:bg-muted';

/** The platform's own front page: what Stageline is, and one way in. */
export const PlatformHomePage = () => (
  <div className="relative isolate flex min-h-dvh flex-col overflow-x-clip">
    <div
      aria-hidden="true"
      className="absolute inset-x-0 top-0 -z-10 h-200 bg-[radial-gradient(64rem_36rem_at_50%_-4rem,var(--brand-primary-wash),transparent_70%)]"
    />
    <header className="mx-auto flex w-full max-w-3xl items-center justify-between gap-4 px-5 pt-5 sm:px-8 sm:pt-7">
      <Wordmark />
      <a href="/log-in" className={link}>
        {pageTexts().home.logIn}
      </a>
    </header>
    <main className="flex-1">
      <div className="mx-auto max-w-3xl px-5 pt-14 text-center sm:px-8 sm:pt-20">
        <h1 className="display mx-auto max-w-xl text-2xl text-text sm:text-3xl">{pageTexts().home.title}</h1>
        <p className="mx-auto mt-5 max-w-md text-lg text-pretty text-text-muted">{pageTexts().home.promise}</p>
        <a href="/sign-up" className={buttonStyles({ variant: 'primary', size: 'lg', className: 'mt-8' })}>
          {pageTexts().home.create}
        </a>
      </div>
      <div
        aria-hidden="true"
        className="relative mx-auto mt-14 aspect-[4/3] max-w-2xl overflow-y-clip px-5 sm:mt-20 sm:aspect-auto sm:h-104"
      >
        {sketches.map(({ theme, place }) => (
          <div key={theme.primaryColor} className={`absolute w-[min(28rem,calc(100%-2.5rem))] ${place}`}>
            <BrandedSketch theme={theme} mode="light" className="dark:hidden" />
            <BrandedSketch theme={theme} mode="dark" className="hidden dark:block" />
          </div>
        ))}
      </div>
      <section aria-labelledby="parts" className="border-t border-border bg-raised">
        <div className="mx-auto max-w-3xl px-5 py-16 sm:px-8 sm:py-20">
          <h2 id="parts" className="display max-w-md text-xl text-text sm:text-2xl">
            {pageTexts().home.partsTitle}
          </h2>
          <ul className="mt-10 grid gap-x-14 gap-y-9 sm:grid-cols-2">
            {pageTexts().home.parts.map(({ title, text }) => (
              <li key={title} className="max-w-md">
                <h3 className="text-base font-semibold text-text">{title}</h3>
                <p className="mt-1.5 text-base text-text-muted">{text}</p>
              </li>
            ))}
          </ul>
        </div>
      </section>
    </main>
    <footer className="mx-auto flex w-full max-w-3xl flex-wrap items-center justify-between gap-4 px-5 py-8 text-sm text-text-muted sm:px-8">
      <span>Stageline</span>
      <LanguageLinks next="/" className="sm:ms-auto" />
      <a
        href="/sign-up"
        className="inline-flex min-h-11 items-center text-text-muted underline decoration-border underline-offset-4 hover:text-text"
      >
        {pageTexts().home.create}
      </a>
    </footer>
  </div>
);
