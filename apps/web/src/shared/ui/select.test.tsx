import { afterEach, expect, it } from '@jest/globals';
import { startTransition, Suspense, use, useState } from 'react';
import { act, cleanup, fireEvent, render, screen } from '../testing/react.ts';
import { Select } from './select.tsx';

afterEach(cleanup);

let ready = (): void => undefined;
const later = new Promise<void>((resolve) => (ready = resolve));
function Slow() {
  use(later);
  return <p>Hot leads</p>;
}

/** A page that learns by its address what it shows, as by the router: in a transition that waits for what it needs. */
function Page() {
  const [heat, setHeat] = useState('all');
  return (
    <Suspense>
      <Select
        aria-label="Heat"
        value={heat}
        onChange={({ target }) => {
          if (target.value !== 'refused') startTransition(() => setHeat(target.value));
        }}
      >
        <option>all</option>
        <option>hot</option>
        <option>refused</option>
      </Select>
      {heat === 'hot' ? <Slow /> : null}
    </Suspense>
  );
}
const shown = () => screen.getByRole<HTMLSelectElement>('combobox').value;
const choose = (value: string) =>
  act(async () => void fireEvent.change(screen.getByRole('combobox'), { target: { value } }));

it('shows what was chosen while the page is still on its way, and goes back where the page keeps what it had', async () => {
  render(<Page />);
  await choose('refused');
  expect(shown()).toBe('all');
  await choose('hot');
  expect([shown(), screen.queryByText('Hot leads')]).toEqual(['hot', null]);
  await act(async () => ready());
  await screen.findByText('Hot leads');
  expect(shown()).toBe('hot');
});
