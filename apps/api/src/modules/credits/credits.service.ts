import { CreditKind, planAllowances, ProblemError, type CreditView, type Plan } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { CreditsRepository } from './credits.repository.ts';
import type { CreditAccountRow, CreditEntryRow, CreditReservationRow } from './credits.types.ts';

export interface CreditsDeps {
  readonly repository: CreditsRepository;
  /** The plan that the current tenant has. */
  readonly plan: () => Promise<Plan>;
  /** Most of the allowance of a month is used. In the transaction in which it was. */
  readonly onLow: (account: Omit<CreditAccountRow, '_id' | 'version'>) => Promise<void>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Some work and what it needs. The key is the work's own: asked for again under it, it is the same. */
export interface CreditRequest {
  readonly kind: CreditKind;
  readonly amount: number;
  readonly key: string;
}

/** Work that has not been heard of for this long has died. */
const RESERVED_MS = 30 * 60_000;
/** The part of an allowance from which on its owners know, while there is time to do something about it. */
const LOW = 0.8;
const monthOf = (date: Date): string => date.toISOString().slice(0, 7);
const left = ({ allowance, used, bought }: CreditAccountRow): number => Math.max(0, allowance - used) + bought;
type Sums = Pick<CreditAccountRow, 'month' | 'allowance' | 'used' | 'bought'>;

/**
 * What a site may use up: reserve, then commit what was done, or release it (D-11). Entries are only ever added; each change of an
 * account takes it first, so that jobs at the same time never use the same credits.
 */
export function createCredits({ repository, plan, onLow, unitOfWork, clock }: CreditsDeps) {
  /** Takes the account, in the month that it is, with the allowance of the plan; a larger plan has it at once. */
  async function take(kind: CreditKind, allowed: number): Promise<CreditAccountRow> {
    const account = await repository.lock(kind);
    const at = clock.now();
    const month = monthOf(at);
    // A clock that is behind another process's begins no month that is over.
    const isNew = month > account.month;
    const before = isNew ? { ...account, month, allowance: 0, used: 0 } : account;
    if (!isNew && allowed <= before.allowance) return before;
    const more = allowed - before.allowance;
    const key = `grant:${kind}:${before.month}:${allowed}`;
    const none = { bought: 0, units: 0, at };
    await repository.enter({ kind, key, what: 'grant', month: before.month, allowance: more, ...none });
    const granted = { ...before, allowance: allowed };
    await repository.set(kind, sumsOf(granted));
    return granted;
  }
  const allowedTo = async (kind: CreditKind): Promise<number> => planAllowances[await plan()][kind];

  /** What an amount is taken from: the allowance first, because it ends. */
  function split(account: CreditAccountRow, amount: number): { allowance: number; bought: number } {
    const allowance = Math.min(amount, Math.max(0, account.allowance - account.used));
    return { allowance, bought: Math.min(amount - allowance, account.bought) };
  }

  async function enter(
    account: CreditAccountRow,
    entry: Pick<CreditEntryRow, 'key' | 'what' | 'allowance' | 'bought' | 'units'> & { readonly month?: string },
  ): Promise<void> {
    const { kind } = account;
    const month = entry.month ?? account.month;
    await repository.enter({ ...entry, kind, month, at: clock.now() });
    // What goes back to an allowance that has ended, ends with it.
    const used = month === account.month ? account.used - entry.allowance : account.used;
    const sums = sumsOf({ ...account, used, bought: account.bought + entry.bought });
    await repository.set(kind, sums);
    const low = LOW * account.allowance;
    if (low > 0 && account.used < low && used >= low) await onLow({ kind, ...sums });
  }

  async function hold(request: CreditRequest, isPart: boolean): Promise<number> {
    const { kind, amount, key } = request;
    const allowed = await allowedTo(kind);
    await repository.ensure(kind);
    return unitOfWork.run(async () => {
      const known = await repository.findReservation(key);
      if (known !== null && known.state !== 'released') return known.allowance + known.bought;
      const account = await take(kind, allowed);
      const wanted = isPart ? Math.min(amount, left(account)) : amount;
      if (wanted > left(account)) throw new ProblemError('credits-used-up');
      if (wanted <= 0) return 0;
      const from = split(account, wanted);
      const attempt = (known?.attempt ?? 0) + 1;
      const row: CreditReservationRow = {
        ...{ _id: known?._id ?? newId('crv'), kind, key, month: account.month, ...from, state: 'held', attempt },
        ...{ expiresAt: new Date(clock.now().getTime() + RESERVED_MS), at: clock.now() },
      };
      await repository.hold(row, known !== null);
      const taken = { allowance: -from.allowance, bought: -from.bought };
      await enter(account, { key: `reserve:${key}:${attempt}`, what: 'reserve', ...taken, units: 0 });
      return wanted;
    });
  }

  /** Gives a part of a reservation back: what was bought first, because it does not end. */
  async function giveBack(of: CreditReservationRow, amount: number, what: 'release' | 'commit', units: number) {
    const allowed = await allowedTo(of.kind);
    const account = await take(of.kind, allowed);
    const bought = Math.min(amount, of.bought);
    const key = `${what}:${of.key}:${of.attempt}`;
    await enter(account, { key, what, month: of.month, bought, allowance: amount - bought, units });
  }

  async function meter({ kind, amount, key }: CreditRequest): Promise<void> {
    if (amount <= 0) return;
    const allowed = await allowedTo(kind);
    await repository.ensure(kind);
    await unitOfWork.run(async () => {
      const account = await take(kind, allowed);
      if (await repository.hasEntry(`meter:${key}`)) return;
      const { bought } = split(account, amount);
      const taken = { bought: -bought, allowance: bought - amount };
      await enter(account, { key: `meter:${key}`, what: 'meter', ...taken, units: amount });
    });
  }

  return {
    /** Sets credits aside for work that begins. @throws ProblemError `credits-used-up` where there are not as many */
    reserve: async (request: CreditRequest): Promise<void> => void (await hold(request, false)),

    /** As many as there are. @returns how many, 0 where none are left */
    reserveUpTo: (request: CreditRequest): Promise<number> => hold(request, true),

    /** The work is done. @param amount what it came to, where it is less than was reserved */
    async commit(key: string, amount?: number): Promise<void> {
      await unitOfWork.run(async () => {
        const known = await repository.findReservation(key);
        if (known === null || known.state === 'committed') return;
        const reserved = known.allowance + known.bought;
        const done = Math.min(amount ?? reserved, reserved);
        if (await repository.close(key, 'committed')) return giveBack(known, reserved - done, 'commit', done);
        // It took so long that its credits were freed, and was done all the same.
        return meter({ kind: known.kind, amount: done, key: `late:${key}:${known.attempt}` });
      });
    },

    /** The work failed, or was not needed: everything goes back. */
    async release(key: string): Promise<void> {
      await unitOfWork.run(async () => {
        const known = await repository.findReservation(key);
        if (known === null || !(await repository.close(key, 'released'))) return;
        await giveBack(known, known.allowance + known.bought, 'release', 0);
      });
    },

    /** Counts what cannot be refused: it may go beyond what there is. Once for a key. */
    meter,

    /** Adds what was bought, in the caller's transaction. Once for a key. */
    async add({ kind, amount, key }: CreditRequest): Promise<void> {
      const allowed = await allowedTo(kind);
      await repository.ensure(kind);
      await unitOfWork.run(async () => {
        const account = await take(kind, allowed);
        if (await repository.hasEntry(`purchase:${key}`)) return;
        await enter(account, { key: `purchase:${key}`, what: 'purchase', allowance: 0, bought: amount, units: amount });
      });
    },

    /** What is left, of each kind. */
    async view(): Promise<CreditView[]> {
      const now = clock.now();
      const month = monthOf(now);
      const known = new Map((await repository.accounts()).map((row) => [row.kind, row]));
      const allowances = planAllowances[await plan()];
      const renewsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
      return CreditKind.options.map((kind) => {
        const row = known.get(kind);
        const isOfMonth = row?.month === month;
        const allowance = Math.max(allowances[kind], isOfMonth ? row.allowance : 0);
        const used = isOfMonth ? row.used : 0;
        const bought = row?.bought ?? 0;
        return { kind, allowance, used, bought, available: Math.max(0, allowance - used) + bought, renewsAt };
      });
    },
  };
}
export type Credits = ReturnType<typeof createCredits>;

const sumsOf = ({ month, allowance, used, bought }: Sums): Sums => ({ month, allowance, used, bought });
