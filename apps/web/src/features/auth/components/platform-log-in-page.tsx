import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Avatar, buttonStyles, EmptyState } from '../../../shared/ui/index.ts';
import { Wordmark } from '../../../shared/ui/wordmark.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { CredentialsForm } from './credentials-form.tsx';

type Site = Answer<'platform.log-in'>['sites'][number];

const brand = (
  <a href="/" aria-label="Stageline, start page" className="inline-flex rounded-md">
    <Wordmark />
  </a>
);

const SiteChoice = ({ sites }: { readonly sites: readonly Site[] }) => (
  <AuthFrame brand={brand} title="Which site?" description="You belong to more than one.">
    <ul className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-raised">
      {sites.map((site) => (
        <li key={site.slug}>
          <button
            type="button"
            onClick={() => handOverTo(site.url, site.handoverToken)}
            className="flex min-h-16 w-full items-center gap-3 px-4 text-start transition-colors hover:bg-muted focus-visible:-outline-offset-2"
          >
            <Avatar name={site.name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium text-text">{site.name}</span>
              <span className="block truncate text-text-muted">{new URL(site.url).host}</span>
            </span>
            <ArrowRight size={16} aria-hidden="true" className="text-text-muted rtl:rotate-180" />
          </button>
        </li>
      ))}
    </ul>
  </AuthFrame>
);

/** Log-in on the platform host: leads on to the site, or asks which when there are several. */
export function PlatformLogInPage() {
  const [sites, setSites] = useState<readonly Site[]>();
  useTitle('Log in · Stageline');
  if (sites !== undefined && sites.length > 1) return <SiteChoice sites={sites} />;
  if (sites?.length === 0) {
    return (
      <AuthFrame brand={brand} title="No site yet">
        <EmptyState
          title="This account belongs to no active site"
          action={
            <Link to="/sign-up" className={buttonStyles({ variant: 'primary' })}>
              Create your site
            </Link>
          }
        >
          If somebody invited you to their team, ask them whether your place is still active.
        </EmptyState>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      brand={brand}
      title="Log in"
      description="We take you to your site."
      footer={
        <>
          New here?{' '}
          <Link to="/sign-up" className="font-medium text-primary-text underline underline-offset-4">
            Create your site
          </Link>
        </>
      }
    >
      <CredentialsForm
        onSubmit={async (body) => {
          const answer = await call('platform.log-in', { body });
          const only = answer.sites.length === 1 ? answer.sites[0] : undefined;
          if (only === undefined) setSites(answer.sites);
          else handOverTo(only.url, only.handoverToken);
        }}
      />
    </AuthFrame>
  );
}
