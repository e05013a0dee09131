import { booking, ProblemError, type CallId, type MembershipId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { CallType } from '../availability/index.ts';
import { hashOfHold, newHoldSecret } from './call-links.ts';
import { timesOf } from './call-time.ts';
import { callsRepository } from './calls.repository.ts';
import { SlotTaken, type CallTerms, type Held } from './calls.types.ts';
import { claimsRepository } from './claims.repository.ts';
import { askedNow, beginsNow, type Here } from './here.ts';
import { ledgerRepository } from './ledger.repository.ts';
import type { RepChoice } from './rep-choice.ts';
import { claimOf, type Host, type SlotFinder } from './slot-finder.ts';

export interface HoldsDeps {
  readonly finder: SlotFinder;
  readonly choose: RepChoice;
  readonly here: Pick<Here, 'among'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Of several who want the last free hosts at once, each tries this often. */
const MAX_ATTEMPTS = 5;

export const termsOf = ({ name, slug, place, length, bufferBefore, bufferAfter, cutOff }: CallType): CallTerms => ({
  name,
  slug,
  place,
  length,
  bufferBefore,
  bufferAfter,
  cutOff,
});

/** Times that are kept for whoever fills in the form (E-02). */
export function createHolds({ finder, choose, here, unitOfWork, clock }: HoldsDeps) {
  /** @throws SlotTaken where another call has any of that time by now */
  async function insert(type: CallType, host: Host, startsAt: Date, secret: string): Promise<Held> {
    const now = clock.now();
    const terms = termsOf(type);
    const claim = claimOf(host, terms, startsAt);
    const holdUntil = new Date(now.getTime() + booking.HOLD_MINUTES * 60_000);
    const call: Held = {
      _id: newId('cll'),
      version: 1,
      sequence: 0,
      state: 'held',
      typeId: type._id,
      membershipId: host._id,
      hostName: host.name,
      ...timesOf(startsAt, terms, claim),
      holdHash: hashOfHold(secret),
      holdUntil,
      terms,
      createdAt: now,
    };
    await unitOfWork.run(async () => {
      await claimsRepository.take(call._id, claim, holdUntil, now);
      await callsRepository.insert(call);
    });
    return call;
  }

  /** Whoever gives a time up gives it up at once, not after five minutes. */
  async function giveUp(secret: string): Promise<void> {
    const held = await callsRepository.findByHold(hashOfHold(secret));
    if (held === null) return;
    await unitOfWork.run(async () => {
      if (await callsRepository.removeHold(held._id)) await claimsRepository.release(held._id);
    });
  }

  return {
    giveUp,

    /** Keeps the present minutes with this host, for a call that begins now. @throws ProblemError `slot-taken` */
    async keepNow(type: CallType, host: Host) {
      const [secret, startsAt] = [newHoldSecret(), beginsNow(clock.now())];
      const [free] = await finder.freeAt(askedNow(type), [host], startsAt);
      try {
        if (free !== undefined) return { hold: secret, call: await insert(type, host, startsAt, secret) };
      } catch (error) {
        if (!(error instanceof SlotTaken)) throw error;
      }
      throw await takenProblem(finder, type, [host], startsAt);
    },

    /**
     * Keeps a time with one of the hosts who are free then. Who takes the call in the end is decided when it is booked.
     * @throws ProblemError `slot-taken`, with times that are free
     */
    async hold(type: CallType, startsAt: Date, replaces: string | undefined) {
      if (replaces !== undefined) await giveUp(replaces);
      const hosts = await finder.hostsOf(type);
      const secret = newHoldSecret();
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const able = (await finder.freeAt(type, hosts, startsAt)).map(({ _id }) => _id);
        const free = await here.among(able, startsAt);
        const credits = await ledgerRepository.read();
        const choice = await choose({ hosts, free, owner: null, credits, seed: secret });
        if (choice === null) break;
        try {
          const call = await insert(type, hostById(hosts, choice.membershipId), startsAt, secret);
          return { hold: secret, call };
        } catch (error) {
          if (!(error instanceof SlotTaken)) throw error;
        }
      }
      throw await takenProblem(finder, type, hosts, startsAt);
    },
  };
}
export type Holds = ReturnType<typeof createHolds>;

export const hostById = (hosts: readonly Host[], id: MembershipId): Host => hosts.find(({ _id }) => _id === id)!;

/** What somebody gets whose time is gone: others that are free (E-01). */
export async function takenProblem(
  finder: Pick<SlotFinder, 'alternatives'>,
  asked: Parameters<SlotFinder['alternatives']>[0],
  hosts: readonly Host[],
  startsAt: Date,
  except: CallId | null = null,
): Promise<ProblemError> {
  return new ProblemError('slot-taken', { alternatives: await finder.alternatives(asked, hosts, startsAt, except) });
}
