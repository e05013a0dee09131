import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Dialog, Field, Input } from '../../../shared/ui/index.ts';
import { securityTexts } from '../texts.ts';

interface NameDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  /** Keeps the name; what it throws is shown beside the field. */
  readonly onSave: (name: string) => Promise<void>;
}

/** Asks what a passkey is to be called. */
export function NameDialog({ name: before, onClose, onSave }: NameDialogProps) {
  const texts = securityTexts().passkeys;
  const [name, setName] = useState(before);
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  async function save(): Promise<void> {
    setIsSaving(true);
    try {
      await onSave(name);
      onClose();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.issueFor('name') ?? error.message);
    } finally {
      setIsSaving(false);
    }
  }
  return (
    <Dialog open onOpenChange={onClose} title={texts.nameTitle}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={texts.name} hint={texts.nameHint} error={problem}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={({ target }) => setName(target.value)}
              autoFocus
              maxLength={60}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" loading={isSaving}>
          {texts.save}
        </Button>
      </form>
    </Dialog>
  );
}
