import { leadsOfPeople } from '../modules/leads/index.ts';
import { boughtBy } from '../modules/orders/index.ts';
import { createWebinarsModule } from '../modules/webinars/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';

/** Webinars that were held, and who came. */
export function composeWebinars(kit: Kit, { mailPreferences }: Core) {
  const webinars = createWebinarsModule({
    ...kit,
    leadsOfPeople,
    boughtBy,
    async unsubscribed(people) {
      const asked = people.map((each) => ({ ...each, topic: 'follow-ups' as const }));
      return (await mailPreferences.service.stopsFor(asked)).map(
        (stop) => stop === 'unsubscribed' || stop === 'complaint',
      );
    },
  });
  return { webinars };
}
export type Webinars = ReturnType<typeof composeWebinars>;
