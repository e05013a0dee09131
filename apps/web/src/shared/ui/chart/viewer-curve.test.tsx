import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionMoment } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Answer } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, within } from '../../testing/react.ts';
import { ViewerCurve } from './viewer-curve.tsx';

const from = Date.parse('2026-06-01T18:00:00Z');
const at = (seconds: number) => new Date(from + seconds * 1000).toISOString();
const curve: Answer<'sessions.viewer-curve'> = {
  from: at(0),
  stepSeconds: 10,
  counts: [0, 3, 12, 40, 22, 20],
  peak: { viewers: 40, at: at(31) },
  average: 16.25,
  unique: 44,
  drops: [
    { at: at(35), before: 40, after: 22 },
    { at: at(5), before: 9, after: 3 },
  ],
};

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
});
afterEach(cleanup);

const noReactions: Answer<'reactions.list'> = { counts: {}, stepSeconds: 10, steps: [] };

function show(
  answer: Answer<'sessions.viewer-curve'>,
  moments: readonly SessionMoment[] = [],
  reactions: Answer<'reactions.list'> | null = null,
) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.viewerCurve('ses_1'), answer);
  client.setQueryData(queryKeys.moments('ses_1'), { items: moments });
  if (reactions !== null) client.setQueryData(queryKeys.reactions('ses_1'), reactions);
  return render(
    <QueryClientProvider client={client}>
      <ViewerCurve sessionId="ses_1" isLive={false} withMoments withReactions={reactions !== null} />
    </QueryClientProvider>,
  ).container;
}

describe('the curve of viewers', () => {
  it('G-06 shows the peak, the average, the different people, and in the order of time where many left', () => {
    const { textContent } = show(curve);
    for (const said of ['40 people', '16.3 on average', '44 different people']) expect(textContent).toContain(said);
    const drops = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(drops.map((drop) => drop.textContent)).toEqual([
      expect.stringContaining('6 of 9 left within a minute'),
      expect.stringContaining('18 of 40 left within a minute'),
    ]);
  });

  it('C-15 is read with the keyboard, ten seconds by ten seconds', () => {
    show(curve);
    const slider = screen.getByRole('slider', { name: 'Viewers over time' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/50 s in: 20$/);
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/30 s in: 40$/);
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/0 s in: 0$/);
  });

  it('G-06 C-15 what happened is read along the curve, listed with who left after it, and told where many left', () => {
    const moment = (
      kind: SessionMoment['kind'],
      seconds: number,
      more: Partial<SessionMoment> = {},
    ): SessionMoment => ({
      ...{ id: `${kind}.${seconds}`, kind, at: at(seconds), offsetMs: seconds * 1000 },
      ...{ text: '', name: '', count: null, left: 0, ...more },
    });
    show(curve, [
      moment('went-live', 0),
      moment('offer-shown', 21, { text: 'The course', left: 18 }),
      moment('speech', 33, { name: 'Kevin G.', text: 'The price is 490.' }),
      moment('chat-burst', 41, { count: 9 }),
    ]);
    const listed = within(screen.getByRole('list', { name: 'What happened' })).getAllByRole('listitem');
    expect(listed.map(({ textContent }) => textContent!.replace(/^.*?(AM|PM)/, ''))).toEqual([
      'Went live',
      'Offer shown: The course · 18 people left within a minute',
      'Many wrote at once · 9 messages',
    ]);
    expect(screen.getByText(/18 of 40 left/).textContent).toContain('2 s after: Kevin G.: “The price is 490.”');
    const slider = screen.getByRole('slider', { name: 'Viewers over time' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft', shiftKey: true });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/40 s in: 22\. Many wrote at once$/);
    fireEvent.keyDown(slider, { key: 'ArrowLeft', shiftKey: true });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/20 s in: 12\. Offer shown: The course$/);
    fireEvent.keyDown(slider, { key: 'ArrowRight', shiftKey: true });
    fireEvent.keyDown(slider, { key: 'ArrowRight', shiftKey: true });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/40 s in/);
  });

  it('C-09 G-06 reactions lie along the same time: read step by step with what they were, and as a table by minute', () => {
    const steps = [
      // Steps of reactions begin on the clock: this one two seconds before going live.
      { at: at(-2), counts: { like: 1 } },
      { at: at(28), counts: { like: 2, heart: 5 } },
      { at: at(58), counts: { heart: 1 } },
    ];
    show(curve, [], { counts: { like: 3, heart: 6 }, stepSeconds: 10, steps });
    expect(screen.getByText('9 reactions').parentElement!.textContent).toContain('Heart 6, Like 3');
    const [viewers, reactions] = screen.getAllByRole('slider');
    expect(reactions!.getAttribute('aria-label')).toBe('Reactions over time');
    expect(reactions!.getAttribute('aria-valuemax')).toBe(viewers!.getAttribute('aria-valuemax'));
    fireEvent.keyDown(reactions!, { key: 'Home' });
    expect(reactions!.getAttribute('aria-valuetext')).toMatch(/0 s in · Like 1: 1$/);
    for (const _ of [1, 2, 3]) fireEvent.keyDown(reactions!, { key: 'ArrowRight' });
    expect(reactions!.getAttribute('aria-valuetext')).toMatch(/30 s in · Heart 5, Like 2: 7$/);
    fireEvent.keyDown(reactions!, { key: 'End' });
    expect(reactions!.getAttribute('aria-valuetext')).toMatch(/50 s in · Heart 1: 1$/);
    const table = screen.getByRole('table', { name: 'Reactions by minute', hidden: true });
    const rows = within(table).getAllByRole('row', { hidden: true });
    const cells = (row: HTMLElement) =>
      [...row.children].map(({ textContent }) => textContent!.replace(/^.*M$/, 'time'));
    expect(rows.map(cells)).toEqual([
      ['Minute', 'Like', 'Heart'],
      ['time', '1', '0'],
      ['time', '2', '6'],
    ]);
  });

  it('C-09 says that nobody reacted', () => {
    expect(show(curve, [], noReactions).textContent).toContain('Nobody reacted.');
    expect(screen.getAllByRole('slider')).toHaveLength(1);
  });

  it('says that nobody came, and before it is live that the curve is still to come', () => {
    const none = { ...curve, counts: [0, 0], peak: null, average: 0, unique: 0, drops: [] };
    expect(show(none).textContent).toContain('Nobody was in the room.');
    cleanup();
    expect(show({ ...none, from: null, counts: [] }).textContent).toBe('The curve begins when you go live.');
  });
});
