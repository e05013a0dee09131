import type { RouteObject } from 'react-router';

export const sessionsRoutes: RouteObject[] = [];
