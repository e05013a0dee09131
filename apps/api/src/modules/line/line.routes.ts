import { line } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { LineService } from './line.service.ts';

export const lineRoutes = (service: LineService) => [
  route(line.getLine, ({ query }) => service.snapshot(query.after, query.revision)),
];
