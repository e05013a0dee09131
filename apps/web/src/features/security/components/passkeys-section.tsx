import type { OwnSecurity, PasskeyView } from '@stageline/contracts';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { formatDate } from '../../../shared/lib/format.ts';
import { knowsPasskeys, makePasskey, type PasskeyAnswer } from '../../../shared/lib/passkey.ts';
import { AlertDialog, Badge, Button, toast } from '../../../shared/ui/index.ts';
import { useAddPasskey, useRemovePasskey, useRenamePasskey } from '../api/security.queries.ts';
import { usePrefix } from '../lib/door.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { NameDialog } from './name-dialog.tsx';
import { Row, Rows } from './row.tsx';

interface PasskeysSectionProps {
  readonly view: OwnSecurity;
  readonly onCodes: (codes: readonly string[] | null) => void;
}

/** The passkeys of the account, and a button for one more. */
export function PasskeysSection({ view, onCodes }: PasskeysSectionProps) {
  const texts = securityTexts().passkeys;
  const canAdd = view.passkeysHere && knowsPasskeys();
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full">
        <Rows>
          {view.passkeys.length === 0 && (
            <Row title={texts.none}>{view.passkeysHere ? undefined : texts.elsewhere}</Row>
          )}
          {view.passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </Rows>
      </div>
      {canAdd && <AddPasskey onCodes={onCodes} />}
    </div>
  );
}

function AddPasskey({ onCodes }: Pick<PasskeysSectionProps, 'onCodes'>) {
  const texts = securityTexts().passkeys;
  const add = useAddPasskey();
  const prefix = usePrefix();
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<PasskeyAnswer>();
  async function make(): Promise<void> {
    setIsMaking(true);
    try {
      const response = await makePasskey(await call(`${prefix}security.passkey-options`));
      if (response === null) toast.error(texts.stopped, { description: texts.stoppedHint });
      else setMade(response);
    } catch (error) {
      report(error);
    } finally {
      setIsMaking(false);
    }
  }
  return (
    <>
      <Button loading={isMaking} onClick={() => void make()}>
        {texts.add}
      </Button>
      {made !== undefined && (
        <NameDialog
          name={texts.defaultName}
          onClose={() => setMade(undefined)}
          onSave={async (name) => {
            const { recoveryCodes } = await add.mutateAsync({ name, response: made });
            toast(texts.saved);
            onCodes(recoveryCodes);
          }}
        />
      )}
    </>
  );
}

function PasskeyRow({ passkey }: { readonly passkey: PasskeyView }) {
  const texts = securityTexts().passkeys;
  const rename = useRenamePasskey();
  const remove = useRemovePasskey();
  const [isNaming, setIsNaming] = useState(false);
  const { id, name, synced, createdAt, lastUsedAt } = passkey;
  const uses = [texts.added(formatDate(createdAt)), lastUsedAt === null ? null : texts.used(formatDate(lastUsedAt))];
  return (
    <Row
      title={
        <>
          {name} {synced && <Badge>{texts.synced}</Badge>}
        </>
      }
      action={
        <>
          <Button size="sm" onClick={() => setIsNaming(true)}>
            {texts.rename}
          </Button>
          <AlertDialog
            trigger={
              <Button size="sm" variant="danger-quiet">
                {texts.remove}
              </Button>
            }
            title={texts.removeTitle(name)}
            description={texts.removeHint}
            confirmLabel={texts.remove}
            danger
            onConfirm={() => remove.mutate(id, { onError: report })}
          />
          {isNaming && (
            <NameDialog
              name={name}
              onClose={() => setIsNaming(false)}
              onSave={async (next) => void (await rename.mutateAsync({ id, name: next }))}
            />
          )}
        </>
      }
    >
      {uses.filter(Boolean).join(', ')}
    </Row>
  );
}
