import type { OwnSecurity } from '@stageline/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { ErrorState, Notice, Page, PageHeader, PageTitle, Section, Skeleton, toast } from '../../../shared/ui/index.ts';
import { adminSecurityQuery, securityQuery, useLinkIdentity } from '../api/security.queries.ts';
import { DoorContext } from '../lib/door.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { AdminEmailSection, EmailSection } from './email-section.tsx';
import { FactorsSection } from './factors-section.tsx';
import { IdentitiesSection } from './identities-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PolicySection } from './policy-section.tsx';

interface PageProps {
  readonly SignIns: ComponentType;
}

/** How the signed-in member logs in: everything that opens the account, in one place. */
export function SecurityPage({ SignIns }: PageProps) {
  const security = useQuery(securityQuery());
  const { operations } = useSession();
  useReturnOfLinking();
  return (
    <Frame description={securityTexts().description} security={security}>
      {(view) => (
        <>
          <EmailSection view={view} />
          <LanguageSection door="auth" />
          <Factors view={view} required={securityTexts().factors.required} />
          {view.providers.length > 0 && (
            <Section title={securityTexts().identities.title} description={securityTexts().identities.hint}>
              <IdentitiesSection view={view} />
            </Section>
          )}
          <SignIns />
          {operations.includes('security.update-policy') && (
            <Section title={securityTexts().policy.title} description={securityTexts().policy.hint}>
              <PolicySection />
            </Section>
          )}
        </>
      )}
    </Frame>
  );
}

/** The same for an administrator. */
export function AdminSecurityPage({ SignIns }: PageProps) {
  const security = useQuery(adminSecurityQuery());
  return (
    <DoorContext value="admin">
      <Frame description={securityTexts().descriptionAdmin} security={security}>
        {(view) => (
          <>
            <AdminEmailSection email={view.email} />
            <LanguageSection door="admin" />
            <Factors view={view} required={securityTexts().factors.requiredAdmin} />
            <SignIns />
          </>
        )}
      </Frame>
    </DoorContext>
  );
}

interface FrameProps<View> {
  readonly description: string;
  readonly security: UseQueryResult<View>;
  readonly children: (view: View) => ReactNode;
}

function Frame<View>({ description, security, children }: FrameProps<View>) {
  const texts = securityTexts();
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={description} />
      {security.data !== undefined ? (
        <div className="flex flex-col gap-8">{children(security.data)}</div>
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

/** App, recovery codes and passkeys, of whoever it is. */
function Factors({ view, required }: { readonly view: OwnSecurity; readonly required: string }) {
  const texts = securityTexts();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <>
      <Section title={texts.factors.title} description={texts.factors.hint}>
        {view.factorRequired && (
          <Notice tone="neutral" className="mb-3">
            {required}
          </Notice>
        )}
        <FactorsSection view={view} onCodes={setCodes} />
      </Section>
      <Section title={texts.passkeys.title} description={texts.passkeys.hint}>
        <PasskeysSection view={view} onCodes={setCodes} />
      </Section>
      <CodesDialog codes={codes} onKept={() => setCodes(null)} />
    </>
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
