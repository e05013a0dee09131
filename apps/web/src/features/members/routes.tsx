import type { RouteObject } from 'react-router';

export const membersRoutes: RouteObject[] = [];
