import { afterEach, expect, it } from '@jest/globals';
import type { MailBlock } from '@stageline/contracts';
import { useState } from 'react';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { BlockList } from './block-list.tsx';

afterEach(cleanup);

function Parts() {
  const [blocks, setBlocks] = useState<readonly MailBlock[]>(
    ['one', 'two', 'three'].map((text) => ({ kind: 'paragraph', text })),
  );
  return (
    <>
      <BlockList blocks={blocks} onChange={setBlocks} />
      <output>{blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join(' ')}</output>
    </>
  );
}
const press = (name: string): void => {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
};
const focused = (): string | null | undefined => document.activeElement?.getAttribute('aria-label');

it('moves the same part on with every press, as the focus goes with it', async () => {
  render(<Parts />);
  press('Move part 3 up');
  await waitFor(() => expect(focused()).toBe('Move part 2 up'));
  fireEvent.click(document.activeElement!);
  expect(screen.getByText('three one two')).toBeTruthy();
});
it('leaves the focus beside a part that was removed', async () => {
  render(<Parts />);
  press('Remove part 3');
  await waitFor(() => expect(focused()).toBe('Remove part 2'));
});
