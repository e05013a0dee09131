import type { IdentityProvider, SecurityView } from '@stageline/contracts';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { AlertDialog, Button } from '../../../shared/ui/index.ts';
import { useUnlinkIdentity } from '../api/security.queries.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { Row, Rows } from './row.tsx';

/** Log-ins of other companies: which are linked, and which could be. */
export function IdentitiesSection({ view }: { readonly view: SecurityView }) {
  const texts = securityTexts().identities;
  const unlink = useUnlinkIdentity();
  const [busy, setBusy] = useState<IdentityProvider>();
  async function link(provider: IdentityProvider): Promise<void> {
    setBusy(provider);
    try {
      window.location.assign((await call('security.start-linking', { params: { provider } })).url);
    } catch (error) {
      report(error);
      setBusy(undefined);
    }
  }
  return (
    <Rows>
      {view.providers.map(({ id, label }) => {
        const linked = view.identities.find(({ provider }) => provider === id);
        const action =
          linked === undefined ? (
            <Button size="sm" loading={busy === id} onClick={() => void link(id)}>
              {texts.link}
            </Button>
          ) : (
            <AlertDialog
              trigger={<Button size="sm">{texts.unlink}</Button>}
              title={texts.unlinkTitle(label)}
              description={texts.unlinkHint}
              confirmLabel={texts.unlink}
              onConfirm={() => unlink.mutate(id, { onError: report })}
            />
          );
        const state =
          linked === undefined ? texts.notLinked : linked.email ? texts.linkedAs(linked.email) : texts.linked;
        return (
          <Row key={id} title={label} action={action}>
            {state}
          </Row>
        );
      })}
    </Rows>
  );
}
