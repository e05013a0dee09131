import type { PersonId, Touch } from '@stageline/contracts';
import { RegistrationModel } from './registration.model.ts';
import type { RegistrationRow, TouchAt } from './registration.repository.ts';

const FIELDS = { _id: 0, touch: 1, firstTouch: 1 } as const;

/** How a person of the current tenant came: the visit that brought them first, and that of their last form. */
export async function touchesOf(personId: PersonId): Promise<{ first: Touch | null; last: Touch | null } | null> {
  type Row = Pick<RegistrationRow, 'touch' | 'firstTouch'>;
  // Who agrees to something on the page of their mails has come by nothing new.
  const registered = { personId, source: { $ne: 'mail-link' } };
  const at = (order: 1 | -1) => RegistrationModel.findOne(registered, FIELDS).sort({ at: order }).lean<Row>();
  const [first, last] = await Promise.all([at(1), at(-1)]);
  const touches = { first: plain(first?.firstTouch ?? first?.touch), last: plain(last?.touch) };
  return touches.first === null && touches.last === null ? null : touches;
}

function plain(touch: TouchAt | undefined): Touch | null {
  if (touch === undefined) return null;
  const { at: _at, ...rest } = touch;
  return rest;
}
