import type { SecurityView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ComponentType } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { ErrorState, Notice, Page, PageHeader, Section, Skeleton, toast } from '../../../shared/ui/index.ts';
import { securityQuery, useLinkIdentity } from '../api/security.queries.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { EmailSection } from './email-section.tsx';
import { FactorsSection } from './factors-section.tsx';
import { IdentitiesSection } from './identities-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PolicySection } from './policy-section.tsx';

/** How the signed-in member logs in: everything that opens the account, in one place. */
export function SecurityPage({ SignIns }: { readonly SignIns: ComponentType }) {
  const texts = securityTexts();
  const security = useQuery(securityQuery());
  useReturnOfLinking();
  return (
    <Page>
      <title>{texts.title}</title>
      <PageHeader title={texts.title} description={texts.description} />
      {security.data ? (
        <Sections view={security.data} SignIns={SignIns} />
      ) : security.isError ? (
        <ErrorState error={security.error} onRetry={() => void security.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-8">
          {[0, 1, 2].map((index) => (
            <Skeleton key={index} className="h-32 w-full rounded-lg" />
          ))}
        </div>
      )}
    </Page>
  );
}

function Sections({ view, SignIns }: { readonly view: SecurityView; readonly SignIns: ComponentType }) {
  const texts = securityTexts();
  const { operations } = useSession();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <div className="flex flex-col gap-8">
      <EmailSection view={view} />
      <Section title={texts.factors.title} description={texts.factors.hint}>
        {view.factorRequired && (
          <Notice tone="neutral" className="mb-3">
            {texts.factors.required}
          </Notice>
        )}
        <FactorsSection view={view} onCodes={setCodes} />
      </Section>
      <Section title={texts.passkeys.title} description={texts.passkeys.hint}>
        <PasskeysSection view={view} onCodes={setCodes} />
      </Section>
      {view.providers.length > 0 && (
        <Section title={texts.identities.title} description={texts.identities.hint}>
          <IdentitiesSection view={view} />
        </Section>
      )}
      <SignIns />
      {operations.includes('security.update-policy') && (
        <Section title={texts.policy.title} description={texts.policy.hint}>
          <PolicySection />
        </Section>
      )}
      <CodesDialog codes={codes} onKept={() => setCodes(null)} />
    </div>
  );
}

/** Comes back from another company with a token in the fragment, or with what went wrong; takes both out of the address. */
function useReturnOfLinking(): void {
  const { hash, search, pathname } = useLocation();
  const { mutate } = useLinkIdentity();
  const [token] = useState(() => /^#link=(.{20,})$/.exec(hash)?.[1]);
  const [hasFailed] = useState(() => new URLSearchParams(search).has('problem'));
  useEffect(() => {
    if (token === undefined && !hasFailed) return;
    window.history.replaceState(window.history.state, '', pathname);
    const texts = securityTexts().identities;
    if (token === undefined) toast.error(texts.problem);
    else mutate(token, { onSuccess: () => toast(texts.linked), onError: report });
  }, [token, hasFailed, pathname, mutate]);
}
