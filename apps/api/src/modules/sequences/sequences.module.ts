import { sequences as contract } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createPlanner, type Planner, type PlannerDeps } from './planner.ts';
import { createSegments, type SegmentDeps } from './segments.ts';
import { createSender, type Sender, type SenderDeps } from './sender.ts';
import { sequenceJobs, sequenceSubscribers } from './sequences.events.ts';
import { createSequencesService, type SequencesService, type SequencesServiceDeps } from './sequences.service.ts';
import type { SeatReader, SessionReader } from './sequences.types.ts';
import { createSequenceSweep, type SequenceSweepDeps } from './sweep.ts';

export type SequencesModuleDeps = SequencesServiceDeps &
  PlannerDeps &
  Omit<SenderDeps, 'segments'> &
  SequenceSweepDeps & {
    readonly sessions: SessionReader;
    readonly seats: SeatReader;
    readonly segments: SegmentDeps;
  };
export interface SequencesModule extends ApiModule {
  readonly service: SequencesService;
  readonly planner: Planner;
  /** Sends what one job has in hand. */
  readonly send: Sender;
  /** Hands over what is due on all sites. @returns how many mails */
  readonly sweep: () => Promise<number>;
}

/** How late a mail may come. */
const SWEEP_MS = 10_000;

/** Reminders and follow-ups, planned for everybody who has a seat (B-06, B-07). */
export function createSequencesModule(deps: SequencesModuleDeps): SequencesModule {
  const service = createSequencesService(deps);
  const planner = createPlanner(deps);
  const send = createSender({ ...deps, segments: createSegments(deps.segments) });
  const sweep = createSequenceSweep(deps);
  return {
    name: 'sequences',
    service,
    planner,
    send,
    sweep,
    routes: [
      route(contract.getSequence, () => service.get()),
      route(contract.saveSequence, ({ body: { version, ...body } }) => service.save(version, body)),
      route(contract.getSequenceProgress, () => service.progress()),
    ],
    subscribers: sequenceSubscribers(planner),
    jobs: sequenceJobs(send),
    schedules: [{ name: 'planned mails that are due', everyMs: SWEEP_MS, run: async () => void (await sweep()) }],
  };
}
