import { describe, expect, it } from '@jest/globals';
import type { RoomPerson } from '@stageline/contracts';
import { PeopleStore, shownPeople } from './people-store.ts';

const person = (displayName: string, more: Partial<RoomPerson> = {}): RoomPerson => ({
  identity: displayName,
  displayName,
  role: 'attendee',
  standing: 'audience',
  isHere: true,
  declined: false,
  ...more,
});
const names = (people: readonly RoomPerson[]) => people.map(({ displayName }) => displayName);

describe('the people of a room', () => {
  it('follow what the server says: all of them, those who changed, those who are gone', () => {
    const store = new PeopleStore();
    let told = 0;
    const stop = store.subscribe(() => (told += 1));
    store.apply({ all: true, changed: [person('Ana'), person('Omar')], gone: [] });
    const before = store.getSnapshot();
    store.apply({ all: false, changed: [person('Ana', { standing: 'invited' }), person('Yuki')], gone: ['Omar'] });
    expect([...store.getSnapshot().values()].map(({ identity, standing }) => [identity, standing])).toEqual([
      ['Ana', 'invited'],
      ['Yuki', 'audience'],
    ]);
    expect(before.get('Ana')?.standing).toBe('audience');
    store.apply({ all: true, changed: [person('Omar')], gone: [] });
    expect([...store.getSnapshot().keys()]).toEqual(['Omar']);
    stop();
    store.apply({ all: true, changed: [], gone: [] });
    expect(told).toBe(3);
  });

  it('are shown with the stage first, by name, and found without regard to case and accents', () => {
    const people = [
      person('Zoé'),
      person('Ana'),
      person('Kevin', { standing: 'host' }),
      person('Omar', { standing: 'invited' }),
      person('Yuki', { standing: 'panelist' }),
    ];
    expect(names(shownPeople(people, ''))).toEqual(['Yuki', 'Omar', 'Kevin', 'Ana', 'Zoé']);
    expect(names(shownPeople(people, ' ZOE '))).toEqual(['Zoé']);
    expect(shownPeople(people, 'nobody')).toEqual([]);
  });
});
