import { SiteChanged } from '@stageline/contracts';
import { subscriber, type Subscriber } from '@stageline/platform/outbox';
import type { SitePictures } from './site.pictures.ts';

/** Files lie outside the database; removing one that is gone already is no error, so doing it twice does no harm. */
export const siteSubscribers = (pictures: Pick<SitePictures, 'clean'>): Subscriber[] => [
  subscriber({
    id: 'site.clean-pictures',
    event: SiteChanged,
    transactional: false,
    handle: () => pictures.clean(),
  }),
];
