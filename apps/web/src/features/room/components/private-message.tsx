import { MessageSquareLock } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { Button, FormDialog, Textarea, toast } from '../../../shared/ui/index.ts';
import { cockpitTexts } from '../cockpit-texts.ts';
import { problemWords } from '../lib/room-problem.ts';
import type { RoomSession } from '../lib/room-session.ts';

const MAX_LENGTH = 2000;

interface PrivateMessageProps {
  readonly session: Pick<RoomSession, 'chat'>;
  readonly personId: string;
  readonly name: string;
}

/** A moderator writes to one attendee, who alone reads it with the hosts. */
export function PrivateMessage({ session, personId, name }: PrivateMessageProps) {
  const [isOpen, setIsOpen] = useState(false);
  const texts = cockpitTexts();
  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={texts.write(name)}
        title={texts.write(name)}
        onClick={() => setIsOpen(true)}
      >
        <MessageSquareLock size={16} aria-hidden="true" />
      </Button>
      {isOpen ? (
        <MessageDialog session={session} personId={personId} name={name} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}

function MessageDialog({ session, personId, name, onClose }: PrivateMessageProps & { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [loading, setLoading] = useState(false);
  const id = useId();
  const texts = cockpitTexts();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setLoading(true);
    try {
      await session.chat.asides.answer(personId, text.trim());
      toast(texts.sent(name));
      onClose();
    } catch (error) {
      setProblem(problemWords(error) ?? texts.failed);
      setLoading(false);
    }
  };
  return (
    <FormDialog
      title={texts.writeTitle(name)}
      description={texts.writeText}
      onClose={onClose}
      onSubmit={onSubmit}
      submitLabel={texts.send}
      submitDisabled={text.trim() === ''}
      loading={loading}
      problem={problem}
    >
      <label htmlFor={id} className="sr-only">
        {texts.writeLabel}
      </label>
      <Textarea
        id={id}
        rows={4}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  );
}
