import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFunnel, type FunnelStage } from './funnel.ts';

const stages: FunnelStage[] = [
  { id: 'new', kind: 'open' },
  { id: 'contacted', kind: 'open' },
  { id: 'qualified', kind: 'open' },
  { id: 'won', kind: 'won' },
  { id: 'lost', kind: 'lost' },
];
/** `new@0 contacted@10`: a stage and the second at which it was entered. */
const moves = (text: string) =>
  text.split(' ').map((move) => {
    const [stage = '', second] = move.split('@');
    return { stage, at: new Date(Number(second) * 1000) };
  });
function stepsOf(...leads: string[]) {
  const funnel = createFunnel(stages);
  for (const lead of leads) funnel.add(moves(lead));
  return funnel.steps();
}
const column = (steps: ReturnType<typeof stepsOf>, name: keyof (typeof steps)[number]) =>
  steps.map((step) => step[name]);

describe('the sales funnel', () => {
  it('counts a lead once per step, and a step that it skipped as passed', () => {
    const steps = stepsOf('new@0', 'new@0 qualified@5', 'new@0 contacted@5 new@6 contacted@7 qualified@8 won@9');
    expect(column(steps, 'stage')).toEqual(['new', 'contacted', 'qualified', 'won']);
    expect(column(steps, 'reached')).toEqual([3, 2, 2, 1]);
    expect(column(steps, 'conversion')).toEqual([1, 2 / 3, 1, 1 / 2]);
    expect(column(steps, 'present')).toEqual([1, 0, 1, 1]);
  });

  it('keeps what a lost lead reached, and says where it was lost, unless it came back', () => {
    const steps = stepsOf('new@0 qualified@5 contacted@6 lost@9', 'new@0 lost@3', 'new@0 lost@3 contacted@4');
    expect(column(steps, 'reached')).toEqual([3, 2, 1, 0]);
    expect(column(steps, 'lost')).toEqual([1, 0, 1, 0]);
    expect(column(steps, 'present')).toEqual([0, 1, 0, 0]);
  });

  it('adds up the stays of a lead, and leaves out who is still there and who skipped', () => {
    const steps = stepsOf('new@0 contacted@10 new@30 contacted@35 won@95', 'new@0 contacted@45', 'new@0 qualified@5');
    // 10 + 5, 45 and 5 seconds as new; 20 + 60 as contacted, of the one who has left.
    expect(steps[0]).toMatchObject({ sample: 3, meanSeconds: 65 / 3, medianSeconds: 15 });
    expect(steps[1]).toMatchObject({ sample: 1, meanSeconds: 80 });
    expect(steps[3]).toMatchObject({ sample: 0, meanSeconds: null, medianSeconds: null });
  });

  it('passes over a stage that there is no more, and answers for nobody', () => {
    const steps = stepsOf('new@0 gone@5 contacted@9');
    expect(column(steps, 'reached')).toEqual([1, 1, 0, 0]);
    expect(steps[0]!.meanSeconds).toBe(5);
    expect(column(stepsOf(), 'conversion')).toEqual([null, null, null, null]);
  });

  it('never has more at a step than at the one before, and finds each lead once', () => {
    const history = fc.array(fc.constantFrom('new', 'contacted', 'qualified', 'won', 'lost', 'gone'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(history, { maxLength: 20 }), (leads) => {
        const all = leads.map((list) => ['new', ...list].map((stage, index) => `${stage}@${index}`).join(' '));
        const steps = stepsOf(...all);
        const reached = column(steps, 'reached') as number[];
        expect(reached[0]).toBe(leads.length);
        expect([...reached].sort((a, b) => b - a)).toEqual(reached);
        const ended = leads.filter((list) => list.at(-1) === 'gone').length;
        const found = [...column(steps, 'present'), ...column(steps, 'lost')] as number[];
        expect(found.reduce((sum, count) => sum + count, 0)).toBe(leads.length - ended);
      }),
    );
  });
});
