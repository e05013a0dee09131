import { ProblemError, type BookedCall, type TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { readRange } from './booking.service.ts';
import type { CallLinks } from './call-links.ts';
import { changeableUntil } from './call-time.ts';
import { presentBooked } from './calls.presenter.ts';
import { callsRepository } from './calls.repository.ts';
import type { CallRow } from './calls.types.ts';
import type { Changes } from './changes.service.ts';

export interface BookedDeps {
  readonly links: CallLinks;
  readonly changes: Changes;
  readonly clock: Clock;
}

/** Calls by the link that whoever booked them has (E-08). */
export function createBookedService({ links, changes, clock }: BookedDeps) {
  /** @throws ProblemError `not-found` for a link that is not ours, or another site's */
  async function callOf(tenantId: TenantId, token: string): Promise<CallRow> {
    const id = links.callOf(tenantId, token);
    const call = id === null ? null : await callsRepository.find(id);
    if (call === null) throw new ProblemError('not-found');
    return call;
  }

  /** @throws ProblemError `too-late` after the cut-off */
  async function changeable(tenantId: TenantId, token: string): Promise<CallRow> {
    const call = await callOf(tenantId, token);
    const isOpen = call.state === 'pending' || call.state === 'confirmed';
    if (isOpen && changeableUntil(call, clock.now()) === null) throw new ProblemError('too-late');
    return call;
  }
  const present = (call: CallRow, token: string) => presentBooked(call, token, clock.now());

  return {
    get: async (tenantId: TenantId, token: string): Promise<BookedCall> =>
      present(await callOf(tenantId, token), token),

    /** @throws ProblemError `not-found`; `validation-failed` for a span that is too long */
    slots: async (tenantId: TenantId, token: string, range: { readonly from: string; readonly to: string }) =>
      changes.slots(await callOf(tenantId, token), readRange(range), false),

    /** @throws ProblemError `not-found`; `too-late`; `slot-taken`; `illegal-transition`; `conflict` */
    reschedule: async (tenantId: TenantId, token: string, body: { startsAt: string; reason: string }) => {
      const move = { startsAt: new Date(body.startsAt), reason: body.reason, byMember: false };
      return present(await changes.reschedule(await changeable(tenantId, token), move), token);
    },

    /** Their number is forgotten with all their calls. @throws ProblemError `not-found` */
    stopTexts: async (tenantId: TenantId, token: string): Promise<BookedCall> => {
      const { personId } = await callOf(tenantId, token);
      await callsRepository.stopTexts({ personId });
      return present(await callOf(tenantId, token), token);
    },

    /** @throws ProblemError `not-found`; `too-late`; `illegal-transition`; `conflict` */
    cancel: async (tenantId: TenantId, token: string, reason: string): Promise<BookedCall> =>
      present(await changes.cancel(await changeable(tenantId, token), 'guest', reason), token),
  };
}
export type BookedService = ReturnType<typeof createBookedService>;
