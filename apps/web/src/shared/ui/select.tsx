import { startTransition, useOptimistic, type ChangeEvent, type ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';
import { inputStyles } from './field.tsx';

/**
 * The platform's own list: best on a phone, complete for a keyboard. One with a `value` shows what was chosen within the
 * event itself, also where the page learns it later, as from its address: until then React would put it back.
 */
export const Select = ({ value, ...rest }: ComponentProps<'select'>) =>
  value === undefined ? <List {...rest} /> : <Held {...rest} value={value} />;

function Held({ value, onChange, ...rest }: ComponentProps<'select'>) {
  const [shown, show] = useOptimistic(value);
  const choose = (event: ChangeEvent<HTMLSelectElement>) => {
    const { value: chosen } = event.target;
    startTransition(() => show(chosen));
    onChange?.(event);
  };
  return <List {...rest} value={shown} onChange={choose} />;
}

const List = ({ className, children, ...rest }: ComponentProps<'select'>) => (
  <span className="relative block">
    <select {...rest} className={cn(inputStyles, 'h-11 appearance-none pe-9', className)}>
      {children}
    </select>
    <svg
      viewBox="0 0 16 16"
      className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-text-muted"
      aria-hidden="true"
    >
      <path
        d="m4 6 4 4 4-4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  </span>
);
