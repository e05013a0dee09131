import type { MailBlock } from '@stageline/contracts';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Field, Input, Panel, Select } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import { mailsTexts } from '../texts.ts';
import { FactField } from './fact-field.tsx';

const MAX_BLOCKS = 30;
const beginnings = {
  heading: { kind: 'heading', text: '' },
  paragraph: { kind: 'paragraph', text: '' },
  button: { kind: 'button', label: '', link: 'join' },
  image: { kind: 'image', url: '', alt: '' },
} as const satisfies Record<MailBlock['kind'], MailBlock>;
const kinds = Object.keys(beginnings) as MailBlock['kind'][];

interface BlockListProps {
  readonly blocks: readonly MailBlock[];
  readonly onChange: (blocks: readonly MailBlock[]) => void;
}

/** The parts of a mail in their order; the arrows change it. */
export function BlockList({ blocks, onChange }: BlockListProps) {
  const texts = mailsTexts();
  const [said, say] = useState('');
  const rows = useRowFocus<HTMLDivElement>();
  const moveTo = (from: number, to: number) => {
    const next = [...blocks];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
    say(texts.nowAt(to + 1, blocks.length));
    rows.moved(from, to);
  };
  const remove = (index: number) => {
    onChange(blocks.filter((_one, at) => at !== index));
    rows.removed(index);
  };
  const put = (index: number, block: MailBlock) => onChange(blocks.map((one, at) => (at === index ? block : one)));
  return (
    <Panel ref={rows.place} data-rows="">
      <ol className="divide-y divide-border">
        {blocks.map((block, index) => (
          // The parts have no ids, and their place is what tells them apart.
          <li key={index} className="flex flex-col gap-1 px-4 pt-1.5 pb-4">
            <div className="flex items-center gap-1">
              <h3 className="me-auto text-xs font-medium text-text-muted">{texts.blocks[block.kind]}</h3>
              <Button
                variant="ghost"
                size="icon"
                data-row="up"
                aria-label={texts.up(index + 1)}
                disabled={index === 0}
                onClick={() => moveTo(index, index - 1)}
              >
                <ArrowUp size={16} aria-hidden="true" />
              </Button>
              <Button
                variant="ghost"
                size="icon"
                data-row="down"
                aria-label={texts.down(index + 1)}
                disabled={index === blocks.length - 1}
                onClick={() => moveTo(index, index + 1)}
              >
                <ArrowDown size={16} aria-hidden="true" />
              </Button>
              <Button
                variant="ghost"
                size="icon"
                data-row="remove"
                aria-label={texts.removeBlock(index + 1)}
                disabled={blocks.length === 1}
                onClick={() => remove(index)}
              >
                <Trash2 size={16} aria-hidden="true" />
              </Button>
            </div>
            <BlockFields block={block} onChange={(next) => put(index, next)} />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div role="group" aria-label={texts.add} className="flex flex-wrap gap-2 border-t border-border p-4">
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="sm"
            data-row="add"
            disabled={blocks.length >= MAX_BLOCKS}
            onClick={() => onChange([...blocks, beginnings[kind]])}
          >
            <Plus size={16} aria-hidden="true" />
            {texts.blocks[kind]}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

interface BlockFieldsProps {
  readonly block: MailBlock;
  readonly onChange: (block: MailBlock) => void;
}
function BlockFields({ block, onChange }: BlockFieldsProps) {
  const texts = mailsTexts();
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return (
        <FactField
          label={texts.blocks[block.kind]}
          isQuiet
          max={block.kind === 'heading' ? 150 : 4000}
          isPart
          value={block.text}
          {...(block.kind === 'paragraph' && { rows: 1 })}
          onChange={(text) => onChange({ ...block, text })}
        />
      );
    case 'button':
      return <ButtonFields block={block} onChange={onChange} />;
    case 'image':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={texts.imageUrl} hint={texts.imageHint}>
            {(control) => (
              <Input
                {...control}
                type="url"
                maxLength={500}
                value={block.url}
                onChange={({ target }) => onChange({ ...block, url: target.value })}
              />
            )}
          </Field>
          <Field label={texts.imageAlt}>
            {(control) => (
              <Input
                {...control}
                maxLength={150}
                value={block.alt}
                onChange={({ target }) => onChange({ ...block, alt: target.value })}
              />
            )}
          </Field>
        </div>
      );
  }
}

const OWN_LINK = 'https://';
type ButtonBlock = Extract<MailBlock, { kind: 'button' }>;

function ButtonFields({
  block,
  onChange,
}: {
  readonly block: ButtonBlock;
  readonly onChange: (block: MailBlock) => void;
}) {
  const texts = mailsTexts();
  const isOwn = !Object.hasOwn(texts.links, block.link);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={texts.label}>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            value={block.label}
            onChange={({ target }) => onChange({ ...block, label: target.value })}
          />
        )}
      </Field>
      <Field label={texts.leadsTo}>
        {(control) => (
          <Select
            {...control}
            value={isOwn ? 'own' : block.link}
            onChange={({ target }) => onChange({ ...block, link: target.value === 'own' ? OWN_LINK : target.value })}
          >
            {Object.entries(texts.links).map(([link, text]) => (
              <option key={link} value={link}>
                {text}
              </option>
            ))}
            <option value="own">{texts.ownLink}</option>
          </Select>
        )}
      </Field>
      {isOwn ? (
        <Field label={texts.address} className="sm:col-span-2">
          {(control) => (
            <Input
              {...control}
              type="url"
              maxLength={500}
              value={block.link}
              onChange={({ target }) => onChange({ ...block, link: target.value })}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}
