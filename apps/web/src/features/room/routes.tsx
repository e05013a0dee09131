import type { RouteObject } from 'react-router';

export const roomRoutes: RouteObject[] = [];
