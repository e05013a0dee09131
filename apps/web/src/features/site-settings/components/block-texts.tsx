import type { ReactNode } from 'react';
import { Field, Input, Textarea } from '../../../shared/ui/index.ts';

/** What the editor says beside the parts of one block: messages by place, such as `items.0.answer`. */
export type BlockErrors = (place: string) => string | undefined;

interface BlockTextProps {
  readonly label: string;
  readonly value: string | undefined;
  /** An optional text that is emptied is one that the block does not have. */
  readonly onChange: (value: string) => void;
  readonly max: number;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly optional?: boolean;
  readonly multiline?: boolean;
}

/** One text of a block. */
export function BlockText(props: BlockTextProps) {
  const { label, value = '', onChange, max, error, hint, placeholder, optional = false, multiline = false } = props;
  const text = {
    value,
    maxLength: max,
    placeholder,
    dir: 'auto',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field label={label} error={error} hint={hint} optional={optional}>
      {(a11y) => (multiline ? <Textarea {...a11y} {...text} rows={3} /> : <Input {...a11y} {...text} />)}
    </Field>
  );
}
