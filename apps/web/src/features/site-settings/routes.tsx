import type { SiteView } from '@stageline/contracts';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

/** Shows a site as its visitors see it. */
export type SitePreview = ComponentType<{ readonly site: SiteView }>;

/**
 * Customising the site.
 * @param loadPreview the page that visitors see; it belongs to another feature, so the app brings the two together
 */
export const siteSettingsRoutes = (loadPreview: () => Promise<SitePreview>): RouteObject[] => [
  {
    path: 'site',
    lazy: {
      Component: async () => {
        const [{ SiteSettingsPage }, Preview] = await Promise.all([import('./components/site-settings-page.tsx'), loadPreview()]);
        return () => <SiteSettingsPage Preview={Preview} />;
      },
    },
  },
];
