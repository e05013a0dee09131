import type { RouteObject } from 'react-router';
import type { SitePreview } from './lib/site-preview.ts';

/**
 * Customising the site.
 * @param loadPreview the page that visitors see; it belongs to another feature, so the app brings the two together
 */
export const siteSettingsRoutes = (loadPreview: () => Promise<SitePreview>): RouteObject[] => [
  {
    path: 'site',
    lazy: {
      Component: async () => {
        const [{ SiteSettingsPage }, Preview] = await Promise.all([
          import('./components/site-settings-page.tsx'),
          loadPreview(),
        ]);
        return () => <SiteSettingsPage Preview={Preview} />;
      },
    },
  },
];
