import type { RoomPerson } from '@stageline/contracts';
import type { PeopleChange } from '../../../realtime/media/index.ts';

/** On the stage or expected there first, then the team, then everybody else, each by their name. */
const RANKS = { panelist: 0, invited: 1, host: 2, audience: 4 } as const satisfies Record<
  RoomPerson['standing'],
  number
>;
const rankOf = ({ standing, role }: RoomPerson): number =>
  standing === 'audience' && role !== 'attendee' ? 3 : RANKS[standing];

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Orders people as the list shows them, and leaves those out whose name does not contain what is looked for. */
export function shownPeople(people: Iterable<RoomPerson>, search: string): RoomPerson[] {
  const wanted = folded(search.trim());
  const byName = new Intl.Collator().compare;
  return [...people]
    .filter(({ displayName }) => folded(displayName).includes(wanted))
    .sort(
      (a, b) => rankOf(a) - rankOf(b) || byName(a.displayName, b.displayName) || a.identity.localeCompare(b.identity),
    );
}

/** The people in the room as the server tells a host; readable by `useSyncExternalStore`. */
export class PeopleStore {
  #people: ReadonlyMap<string, RoomPerson> = new Map();
  readonly #listeners = new Set<() => void>();

  /** By identity; another map after each change. */
  readonly getSnapshot = (): ReadonlyMap<string, RoomPerson> => this.#people;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes over what the server says. */
  apply({ all, changed, gone }: PeopleChange): void {
    const people = new Map(all ? [] : this.#people);
    for (const person of changed) people.set(person.identity, person);
    for (const identity of gone) people.delete(identity);
    this.#people = people;
    for (const listener of this.#listeners) listener();
  }
}
