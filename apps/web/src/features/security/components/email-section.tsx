import type { SecurityView } from '@stageline/contracts';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { Badge, Button, toast } from '../../../shared/ui/index.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { Row, Rows } from './row.tsx';

const PasswordRow = () => (
  <Row title={securityTexts().password.title} action={<PasswordDialog />}>
    {securityTexts().password.hint}
  </Row>
);

/** An administrator's address, which nobody has to confirm, and the password. */
export const AdminEmailSection = ({ email }: { readonly email: string }) => (
  <Rows>
    <Row title={securityTexts().email.title}>{email}</Row>
    <PasswordRow />
  </Rows>
);

/** The address with its state, and the password. */
export function EmailSection({ view }: { readonly view: SecurityView }) {
  const texts = securityTexts();
  const [isSending, setIsSending] = useState(false);
  async function send(): Promise<void> {
    setIsSending(true);
    try {
      const { email } = await call('security.send-verification');
      toast(texts.email.sent(email));
    } catch (error) {
      report(error);
    } finally {
      setIsSending(false);
    }
  }
  const state = view.emailVerified ? (
    <Badge tone="success">{texts.email.verified}</Badge>
  ) : (
    <Badge tone="warning">{texts.email.unverified}</Badge>
  );
  return (
    <Rows>
      <Row
        title={
          <>
            {texts.email.title} {state}
          </>
        }
        {...(!view.emailVerified && {
          action: (
            <Button size="sm" loading={isSending} onClick={() => void send()}>
              {texts.email.send}
            </Button>
          ),
        })}
      >
        {view.email}
        {!view.emailVerified && <span className="mt-1 block">{texts.email.unverifiedHint}</span>}
      </Row>
      <PasswordRow />
    </Rows>
  );
}
