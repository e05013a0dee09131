import type { MailContent } from '@stageline/contracts';
import { mjmlOfBlocks } from '@stageline/domain';
import { useState } from 'react';
import { AlertDialog, Button, Field, Panel, Textarea } from '../../../shared/ui/index.ts';
import { mailsTexts } from '../texts.ts';
import { BlockList } from './block-list.tsx';

interface ContentFieldsProps {
  readonly value: MailContent;
  readonly onChange: (content: MailContent) => void;
}

/** What a mail says: parts that are put together, or MJML for whoever knows it. */
export function ContentFields({ value, onChange }: ContentFieldsProps) {
  const texts = mailsTexts();
  const [isAsking, setAsking] = useState(false);
  if (value.kind === 'mjml')
    return (
      <Panel className="p-4">
        <Field label={texts.source} hint={texts.sourceHint}>
          {(control) => (
            <Textarea
              {...control}
              rows={24}
              spellCheck={false}
              wrap="off"
              className="field-sizing-fixed max-h-160 resize-y overflow-x-auto font-mono text-xs whitespace-pre sm:text-xs"
              value={value.source}
              onChange={({ target }) => onChange({ kind: 'mjml', source: target.value })}
            />
          )}
        </Field>
      </Panel>
    );
  return (
    <div className="flex flex-col gap-3">
      <BlockList blocks={value.blocks} onChange={(blocks) => onChange({ kind: 'blocks', blocks: [...blocks] })} />
      <Button variant="ghost" size="sm" className="self-start" onClick={() => setAsking(true)}>
        {texts.toMjml}
      </Button>
      {isAsking ? (
        <AlertDialog
          open
          onOpenChange={(open) => (open ? undefined : setAsking(false))}
          title={texts.toMjmlTitle}
          description={texts.toMjmlHint}
          confirmLabel={texts.toMjml}
          onConfirm={() => {
            setAsking(false);
            onChange({ kind: 'mjml', source: mjmlOfBlocks(value.blocks) });
          }}
        />
      ) : null}
    </div>
  );
}
