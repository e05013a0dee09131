import type { SiteView } from '@stageline/contracts';
import type { ComponentType } from 'react';

/** Shows a site as its visitors see it. It belongs to another feature, so the app hands it in. */
export type SitePreview = ComponentType<{ readonly site: SiteView }>;
