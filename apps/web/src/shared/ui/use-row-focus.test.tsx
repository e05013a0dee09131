import { afterEach, expect, it } from '@jest/globals';
import { useState } from 'react';
import { cleanup, fireEvent, render, screen } from '../testing/react.ts';
import { useRowFocus } from './use-row-focus.ts';

afterEach(cleanup);

/** Rows that are told by what stands in them, as those of a draft are by their keys, one with rows of its own. */
function Rows({ of, inner }: { readonly of: readonly string[]; readonly inner?: string }) {
  const [items, setItems] = useState(of);
  const rows = useRowFocus<HTMLDivElement>();
  const move = (from: number, to: number) => {
    setItems(items.toSpliced(from, 1).toSpliced(to, 0, items[from]!));
    rows.moved(from, to);
  };
  const remove = (index: number) => {
    setItems(items.toSpliced(index, 1));
    rows.removed(index);
  };
  return (
    <div ref={rows.place} data-rows="">
      {items.map((item, index) => (
        <div key={item}>
          {item === inner ? <Rows of={['deep one', 'deep two']} /> : null}
          <button data-row="up" disabled={index === 0} onClick={() => move(index, index - 1)}>{`${item} up`}</button>
          <button data-row="down" disabled={index === items.length - 1} onClick={() => move(index, index + 1)}>
            {`${item} down`}
          </button>
          <button data-row="remove" onClick={() => remove(index)}>{`remove ${item}`}</button>
        </div>
      ))}
      <button data-row="add">add</button>
    </div>
  );
}

const press = (name: string): void => {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
};
/** Once the rows are drawn again. */
async function hasFocus(name: string): Promise<void> {
  await new Promise(requestAnimationFrame);
  expect(document.activeElement?.textContent).toBe(name);
}

it('keeps the focus with a row that moves', async () => {
  render(<Rows of={['one', 'two', 'three', 'four']} />);
  press('one down');
  await hasFocus('one down');
  press('one down');
  await hasFocus('one down');
  press('one down');
  // At the end there is only the way back.
  await hasFocus('one up');
});
it('puts the focus where a row that goes was, and at last where one is added', async () => {
  render(<Rows of={['one', 'two', 'three']} />);
  press('remove two');
  await hasFocus('remove three');
  press('remove three');
  await hasFocus('remove one');
  press('remove one');
  await hasFocus('add');
});
it('tells the rows of a row from its own', async () => {
  render(<Rows of={['one', 'two', 'three']} inner="one" />);
  press('one down');
  await hasFocus('one down');
  press('deep one down');
  await hasFocus('deep one up');
});
