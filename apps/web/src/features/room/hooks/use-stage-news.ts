import type { RoomPerson } from '@stageline/contracts';
import { useEffect } from 'react';
import { toast } from '../../../shared/ui/index.ts';
import type { PeopleStore } from '../lib/people-store.ts';
import { stageTexts } from '../stage-texts.ts';

/** What a host is told when somebody changes like this; null when it is no news. */
export function newsOf(before: RoomPerson, after: RoomPerson | undefined): string | null {
  const news = stageTexts().news;
  const name = before.displayName;
  if (before.standing === 'invited' && after?.standing === 'panelist') return news.came(name);
  if (before.standing === 'invited' && after?.declined === true) return news.declined(name);
  if (before.standing !== 'panelist') return null;
  if (after?.standing !== 'panelist') return news.steppedDown(name);
  if (before.isHere !== after.isHere) return after.isHere ? news.back(name) : news.lost(name);
  return null;
}

/** Above the stage: at the foot of a phone it would lie over the controls. */
export const STAGE_NOTE = { position: 'top-center' } as const;

/** Says to a host, in words that a screen reader hears, too, what happens to those who are invited or on the stage. */
export function useStageNews(people: PeopleStore): void {
  useEffect(() => {
    let known = people.getSnapshot();
    return people.subscribe(() => {
      const now = people.getSnapshot();
      for (const [identity, before] of known) {
        const news = before.standing === 'audience' ? null : newsOf(before, now.get(identity));
        // One note per person: the last word counts.
        if (news !== null) toast(news, { ...STAGE_NOTE, id: `stage-${identity}` });
      }
      known = now;
    });
  }, [people]);
}
