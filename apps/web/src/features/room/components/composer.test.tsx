import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { Composer } from './composer.tsx';

afterEach(cleanup);

describe('Composer', () => {
  it('C-09 stays where the next words are written when its button sends, instead of losing the focus with it', () => {
    const sent: string[] = [];
    const onSend = async (text: string) => sent.push(text) > 0;
    render(
      <Composer
        {...{ label: 'Your message', placeholder: '', sendLabel: 'Send', maxLength: 100 }}
        {...{ draft: { text: '' }, onSend, readOnlyReason: null }}
      />,
    );
    const words = screen.getByLabelText('Your message');
    fireEvent.change(words, { target: { value: 'Hello' } });
    const button = screen.getByRole('button', { name: 'Send' });
    button.focus();
    fireEvent.click(button);
    expect([sent, document.activeElement === words]).toEqual([['Hello'], true]);
  });
});
