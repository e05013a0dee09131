import type { BillingPrice } from './billing-port.ts';
import { afterInterval } from './sandbox-billing-state.ts';

type Form = URLSearchParams;
/** What Stripe answers with 400. */
export class PeerRefusal extends Error {}

interface Phase {
  readonly start: Date;
  readonly end: Date;
  readonly priceId: string;
}
interface Schedule {
  readonly id: string;
  readonly subscriptionId: string;
  readonly phases: readonly Phase[];
  readonly isReleased: boolean;
}
interface SchedulesPeerDeps {
  readonly now: () => Date;
  readonly priceOf: (id: string) => BillingPrice & { readonly id: string; readonly key: string };
  readonly shownPrice: (id: string) => object;
  readonly subscriptionOf: (
    id: string,
  ) => Promise<{ readonly priceId: string; readonly periodStartsAt: Date; readonly periodEndsAt: Date }>;
  readonly plan: (subscriptionId: string, key: string, price: BillingPrice | null) => Promise<void>;
}

/**
 * The part of Stripe's subscription schedules that we use: one is made from a subscription, told its phases, and released; while it
 * goes on it holds its subscription, and what is refused then is refused here. In tests only.
 */
export function createSchedulesPeer({ now, priceOf, shownPrice, subscriptionOf, plan }: SchedulesPeerDeps) {
  const schedules = new Map<string, Schedule>();
  const answers = new Map<string, string>();
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  const goesOn = ({ isReleased, phases }: Schedule): boolean => !isReleased && phases.at(-1)!.end > now();
  const heldBy = (subscriptionId: string): string | null =>
    [...schedules.values()].find((each) => each.subscriptionId === subscriptionId && goesOn(each))?.id ?? null;

  function shown(schedule: Schedule, isExpanded: boolean): Record<string, unknown> {
    const { id, phases, isReleased, subscriptionId } = schedule;
    const current = phases.find(({ start, end }) => start <= now() && end > now());
    return {
      ...{ id, object: 'subscription_schedule', subscription: subscriptionId, end_behavior: 'release' },
      status: isReleased ? 'released' : goesOn(schedule) ? 'active' : 'completed',
      current_phase: current ? { start_date: seconds(current.start), end_date: seconds(current.end) } : null,
      phases: phases.map(({ start, end, priceId }) => ({
        ...{ start_date: seconds(start), end_date: seconds(end) },
        items: [{ price: isExpanded ? shownPrice(priceId) : priceId, quantity: 1 }],
      })),
    };
  }

  async function create(form: Form, key: string): Promise<Schedule> {
    const known = schedules.get(answers.get(key) ?? '');
    if (known !== undefined) return known;
    const subscriptionId = form.get('from_subscription')!;
    if (heldBy(subscriptionId) !== null) throw new PeerRefusal();
    const { priceId, periodStartsAt: start, periodEndsAt: end } = await subscriptionOf(subscriptionId);
    const id = `sub_sched_${schedules.size + 1}`;
    answers.set(key, id);
    return { id, subscriptionId, phases: [{ start, end, priceId }], isReleased: false };
  }

  async function update(schedule: Schedule, form: Form, key: string): Promise<Schedule> {
    if (!goesOn(schedule)) throw new PeerRefusal();
    const current = schedule.phases.find(({ start, end }) => start <= now() && end > now())!;
    const ends = new Date(Number(form.get('phases[0][end_date]')) * 1000);
    // The phase that goes on has to be named as it began, and to end later than now.
    if (form.get('phases[0][start_date]') !== String(seconds(current.start)) || ends <= now()) throw new PeerRefusal();
    const { id: _id, key: _key, ...price } = priceOf(form.get('phases[1][items][0][price]')!);
    await plan(schedule.subscriptionId, key, price);
    const interval = form.get('phases[1][duration][interval]') as 'month' | 'year';
    const next = { start: ends, end: afterInterval(ends, interval), priceId: form.get('phases[1][items][0][price]')! };
    return { ...schedule, phases: [{ ...current, end: ends }, next] };
  }

  async function release(schedule: Schedule, key: string): Promise<Schedule> {
    if (!goesOn(schedule)) throw new PeerRefusal();
    // What was planned for later falls away; a phase that has begun stays as it is.
    await plan(schedule.subscriptionId, `${key}.${schedule.id}`, null);
    return { ...schedule, isReleased: true };
  }

  return {
    heldBy,
    async answer(method: string, path: string, form: Form, key: string): Promise<Record<string, unknown>> {
      const [, , , id = '', verb] = path.split('/');
      const known = schedules.get(id);
      const made =
        id === ''
          ? await create(form, key)
          : method === 'GET'
            ? known!
            : verb === 'release'
              ? await release(known!, key)
              : await update(known!, form, key);
      schedules.set(made.id, made);
      return shown(made, form.get('expand[0]') === 'phases.items.price');
    },
  };
}
