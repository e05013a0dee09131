import type { WebinarId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import type { MemberActor } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { Idempotency } from '../payments/index.ts';
import { createAttendeeReader, type AttendeeReader, type KnownPeople } from './attendee-context.ts';
import { createAttendeeWriter } from './attendee-writer.ts';
import { attendeesRepository } from './attendees.repository.ts';
import { messagesRepository } from './messages.repository.ts';
import { createOwnRooms, type RoomRecords } from './own-rooms.ts';
import { scoringProposal, type Outcomes } from './proposal.ts';
import { createWebinarFiles } from './webinar-files.ts';
import { createWebinarReader, type WebinarReader, type WebinarReaderDeps } from './webinar-reader.ts';
import { createWebinarSettler } from './webinar-settler.ts';
import { createWebinarUploads, type WebinarUploads, type WebinarUploadsDeps } from './webinar-uploads.service.ts';
import { webinarJobs, webinarSubscribers } from './webinars.jobs.ts';
import { webinarsRepository } from './webinars.repository.ts';
import { webinarRoutes } from './webinars.routes.ts';
import { createWebinarsService, type WebinarsService } from './webinars.service.ts';
import type { By, WebinarMails } from './webinars.types.ts';

export interface WebinarsModuleDeps
  extends
    KnownPeople,
    RoomRecords,
    Outcomes,
    Pick<WebinarReaderDeps, 'peopleByAddress' | 'unitOfWork' | 'audit'>,
    Pick<WebinarUploadsDeps, 'clock'> {
  readonly storage: StoragePort;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly hints: Hints;
  readonly idempotency: Idempotency;
  readonly mails: () => WebinarMails;
  readonly members: { find(id: MemberActor['membershipId']): Promise<{ readonly name: string } | null> };
}
export interface WebinarsModule extends ApiModule {
  readonly service: WebinarsService;
  readonly uploads: WebinarUploads;
  readonly worker: WebinarReader;
  readonly settle: (webinarId: WebinarId) => Promise<void>;
  /** Webinars and their people, for other modules. */
  readonly reader: AttendeeReader;
}

/** Webinars: who came, how engaged they were and what they said (K-01 to K-09, K-13). */
export function createWebinarsModule(deps: WebinarsModuleDeps): WebinarsModule {
  const repositories = { webinars: webinarsRepository, attendees: attendeesRepository, messages: messagesRepository };
  const tell = (webinarId: WebinarId) =>
    deps.hints.send([appRooms.owners(currentTenantId()), appRooms.hosts(currentTenantId())], 'webinar', webinarId);
  async function byOf({ membershipId }: Pick<MemberActor, 'membershipId'>): Promise<By> {
    return { membershipId, name: (await deps.members.find(membershipId))?.name ?? '' };
  }
  const files = createWebinarFiles(deps.storage);
  const settler = createWebinarSettler({ ...repositories, unitOfWork: deps.unitOfWork, tell });
  const reader = createAttendeeReader({ ...deps, ...repositories });
  const common = { ...deps, ...repositories, files, settler, tell, byOf };
  const writer = createAttendeeWriter({ ...repositories, unitOfWork: deps.unitOfWork });
  /** What a webinar leaves behind that is gone; again finds what is left. */
  async function cleanUp(webinarId: WebinarId): Promise<void> {
    await deps.mails().removeOf(webinarId);
    await attendeesRepository.remove(webinarId);
    await messagesRepository.remove(webinarId);
    await files.removeAll(webinarId);
  }
  const ownRooms = createOwnRooms({ ...common, writer });
  const worker = createWebinarReader({ ...common, writer, cleanUp });
  const uploads = createWebinarUploads(common);
  const service = createWebinarsService({ ...common, reader, ownRooms, proposal: () => scoringProposal(common) });
  return {
    name: 'webinars',
    service,
    uploads,
    worker,
    settle: settler.settle,
    reader,
    routes: webinarRoutes(service, uploads, deps.idempotency),
    jobs: webinarJobs(worker, settler, ownRooms),
    subscribers: webinarSubscribers(deps.queue, { reader: worker, ownRooms, files, cleanUp }),
  };
}
