import { afterEach, describe, expect, it } from '@jest/globals';
import type { Aside } from '@stageline/contracts';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { type ChatPort, ChatStore } from '../lib/chat-store.ts';
import { AsidePanel } from './aside-panel.tsx';

afterEach(cleanup);

const aside = (number: number, name: string): Aside =>
  ({
    id: `asi_${number}`,
    number,
    person: { id: `per_${name}`, name },
    authorName: name,
    fromHost: false,
    text: `From ${name}`,
    sentAt: '2026-01-01T10:00:00.000Z',
  }) as Aside;

/** What a host sees, with a message of Ana and one of Ben; answers go out when they are let. */
function hosting() {
  const sent: string[] = [];
  const { promise: isLet, resolve: letOut } = Promise.withResolvers<void>();
  const answer = async (personId: string, text: string): Promise<Aside> => {
    sent.push(`${personId}: ${text}`);
    await isLet;
    return { ...aside(9, 'Ana'), fromHost: true, text };
  };
  const store = new ChatStore('Kevin', { asides: { answer } } as unknown as ChatPort);
  store.asides.receive(aside(1, 'Ana'));
  store.asides.receive(aside(2, 'Ben'));
  store.stand({ mayModerate: true, muted: false, waitSeconds: 0 });
  render(<AsidePanel store={store} readOnlyReason={null} />);
  return { sent, letOut };
}
const choose = (name: string) => fireEvent.click(screen.getByRole('button', { name: `Answer ${name}: From ${name}` }));
const box = (name: string) => screen.getByLabelText<HTMLTextAreaElement>(`Answer to ${name}`);
const write = (name: string, value: string) => fireEvent.change(box(name), { target: { value } });

describe('AsidePanel', () => {
  it('C-09 keeps a half-written answer with the person for whom it is', () => {
    hosting();
    choose('Ana');
    write('Ana', 'Your invoice is on its way');
    choose('Ben');
    expect(box('Ben').value).toBe('');
    choose('Ana');
    expect(box('Ana').value).toBe('Your invoice is on its way');
  });

  it('C-09 leaves whom a host answers next alone when the answer before has arrived', async () => {
    const { sent, letOut } = hosting();
    choose('Ana');
    write('Ana', 'Yes');
    fireEvent.keyDown(box('Ana'), { key: 'Enter' });
    choose('Ben');
    write('Ben', 'No');
    letOut();
    await screen.findByText('Yes');
    expect([sent, box('Ben').value]).toEqual([['per_Ana: Yes'], 'No']);
  });
});
