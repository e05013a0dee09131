import { openSlots, wallTimeOf, instantOf, type SlotHost, type SlotRequest } from '@stageline/domain';
import { boundedResult, type BenchResult } from '@stageline/testing/bench';

const MINUTE = 60_000;
const DAY = 86_400_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kathmandu', 'Europe/London'];
const NOW = Date.parse('2026-03-02T00:00:00Z');
const ROUNDS = 40;

/** Hosts with working hours and a pause, and `bookings` calls that are spread over all of them. */
function requestOf(hosts: number, bookings: number): SlotRequest {
  const week = Array.from({ length: 7 }, (_, day) =>
    day < 5
      ? [
          { from: '09:00', to: '12:30' },
          { from: '13:30', to: '18:00' },
        ]
      : [],
  );
  const spanOf = (index: number, host: number) => {
    const from = NOW + (((index * 7919 + host * 104_729) % (30 * 96)) * DAY) / 96;
    return { from, to: from + 45 * MINUTE };
  };
  return {
    from: NOW,
    to: NOW + 30 * DAY,
    now: NOW,
    rules: { length: 30, increment: 15, bufferBefore: 0, bufferAfter: 10, notice: 120, horizonDays: 60 },
    hosts: Array.from({ length: hosts }, (_, host): SlotHost => {
      const busy = Array.from({ length: Math.ceil(bookings / hosts) }, (_each, index) => spanOf(index, host));
      const calls = busy.map(({ from }) => from);
      const more = { overrides: [], holidays: ['2026-03-17'], maxPerDay: 20, maxPerWeek: null, busy, calls };
      return { id: `host-${host}`, timeZone: ZONES[host % ZONES.length]!, week, ...more };
    }),
  };
}

/** The same by asking Intl for every slot, as is commonly done: a wall time becomes an instant, and is looked for in a list. */
function slotBySlot({ from, to, now, rules, hosts }: SlotRequest) {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const two = (value: number) => String(value).padStart(2, '0');
  return hosts.map(({ id, timeZone, week, holidays, maxPerDay, busy, calls }) => {
    const booked = new Map<string, number>();
    for (const call of calls) {
      const { date } = wallTimeOf(new Date(call), timeZone);
      booked.set(date, (booked.get(date) ?? 0) + 1);
    }
    const starts: number[] = [];
    for (let day = from - DAY; day <= to + DAY; day += DAY) {
      const date = new Date(day).toISOString().slice(0, 10);
      if (holidays.includes(date) || (booked.get(date) ?? 0) >= (maxPerDay ?? Infinity)) continue;
      for (const window of week[(new Date(day).getUTCDay() + 6) % 7]!) {
        const end = minutes(window.to) - rules.length;
        for (let at = minutes(window.from); at <= end; at += rules.increment) {
          const start = Date.parse(instantOf(date, `${two(Math.floor(at / 60))}:${two(at % 60)}`, timeZone));
          if (start < from || start >= to || start < now + rules.notice * MINUTE) continue;
          const until = start + (rules.length + rules.bufferAfter) * MINUTE;
          if (!busy.some((span) => span.from < until && span.to > start)) starts.push(start);
        }
      }
    }
    return { id, starts };
  });
}

/** Median of the CPU milliseconds of one round. */
function cpuOf(rounds: number, work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
}

/** Slots of a month: against a slot-by-slot answer that is equal, for ten hosts, and for twenty with 2,000 bookings (P25). */
export async function run(): Promise<BenchResult[]> {
  const [ten, twenty, single] = [requestOf(10, 200), requestOf(20, 2000), requestOf(1, 20)];
  for (const request of [ten, twenty])
    if (JSON.stringify(openSlots(request)) !== JSON.stringify(slotBySlot(request)))
      throw new Error('The two ways of counting slots do not agree');
  const slots = openSlots(ten).reduce((sum, { starts }) => sum + starts.length, 0);
  const reference = cpuOf(5, () => slotBySlot(ten));
  const [engine, team, one] = [ten, twenty, single].map((request) => cpuOf(ROUNDS, () => openSlots(request))) as [
    number,
    number,
    number,
  ];
  const detail = { slots, engineMs: engine, referenceMs: reference, oneHostMs: one };
  return [
    boundedResult(
      'P25',
      'slots of 30 days and 10 hosts, times faster than slot by slot',
      reference / engine,
      { atLeast: 40 },
      detail,
    ),
    boundedResult('P25', 'slots of 30 days and 10 hosts, CPU ms', engine, { atMost: 5 }, detail),
    boundedResult('P25', '20 hosts, 30 days, 2,000 bookings, CPU ms', team, { atMost: 10 }, { teamMs: team }),
  ];
}
