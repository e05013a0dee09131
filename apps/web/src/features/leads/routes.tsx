import type { RouteObject } from 'react-router';

export const leadsRoutes: RouteObject[] = [];
