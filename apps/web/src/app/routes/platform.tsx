import type { RouteObject } from 'react-router';
import { platformAuthRoutes } from '../../features/auth/routes.tsx';
import { statusRoutes } from '../../features/isolation/routes.tsx';
import { signupRoutes } from '../../features/signup/routes.tsx';
import { NotFoundPage, RouteErrorPage } from '../error-pages.tsx';

/** The platform's own host: sign-up and log-in. Its home is rendered by the server. */
export const platformRoutes: RouteObject[] = [
  {
    ErrorBoundary: RouteErrorPage,
    children: [...signupRoutes, ...statusRoutes, ...platformAuthRoutes, { path: '*', Component: NotFoundPage }],
  },
];
