import { useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../../shared/lib/api.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';
import { Wordmark } from '../../../shared/ui/wordmark.tsx';
import { signupTexts } from '../texts.ts';
import { ProvisioningProgress } from './provisioning-progress.tsx';
import { SignUpForm } from './sign-up-form.tsx';

const STORAGE_KEY = 'stageline.sign-up';
type Started = Answer<'signups.create'>;

/** A reload must not lose a site that is being built. The token only tells how far it is. */
function restore(): Started | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Name, e-mail, password, site: then the site is built before one's eyes. */
export function SignUpPage() {
  const [started, setStarted] = useState<Started | undefined>(restore);
  useTitle(started === undefined ? signupTexts().pageTitle : signupTexts().buildingTitle);
  const begin = (answer: Started): void => {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(answer));
    setStarted(answer);
  };
  const forget = (): void => {
    sessionStorage.removeItem(STORAGE_KEY);
    setStarted(undefined);
  };
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <header className="flex items-center justify-between gap-4 px-4 pt-4 sm:px-8 sm:pt-6">
        <a href="/" aria-label={signupTexts().startPage} className="rounded-md">
          <Wordmark />
        </a>
        {started === undefined && (
          <Link
            to="/log-in"
            className="inline-flex min-h-11 items-center rounded-md px-3 font-medium text-text hover:bg-muted"
          >
            {signupTexts().logIn}
          </Link>
        )}
      </header>
      <main className="mx-auto flex w-full max-w-sm flex-1 flex-col px-4 pt-[8dvh] pb-16">
        {started === undefined ? (
          <SignUpForm onStarted={begin} />
        ) : (
          <ProvisioningProgress started={started} onForget={forget} />
        )}
      </main>
      <footer className="mx-auto w-full max-w-sm px-4 pb-6 text-sm">
        <LanguageLinks next="/sign-up" />
      </footer>
    </div>
  );
}
