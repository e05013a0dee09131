import type { LeadId, PersonId, Price, SeatId, SeatPayment, SessionId, site } from '@stageline/contracts';
import type { Clock, LogContext } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Holds } from '../admissions/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { LeadsService } from '../leads/index.ts';
import type { SeatsRepository } from './seats.repository.ts';

/** What the seats of a session go by. */
export interface SeatedSession {
  readonly title: string;
  readonly status: string;
  readonly startsAt?: Date;
  /** Null, or missing, without a limit. */
  readonly capacity?: number | null;
  readonly mode?: string | null;
  readonly price?: Price | null;
  readonly deposit?: number | null;
}

export interface SeatsServiceDeps {
  readonly repository: SeatsRepository;
  readonly sessions: {
    /** In the caller's transaction where there is one. */
    findForSeats(sessionId: SessionId): Promise<SeatedSession | null>;
    publicSessions(sessionIds: readonly SessionId[]): Promise<site.PublicSession[]>;
    /** What was known of the next session may be wrong. */
    seatsChanged(): void;
  };
  readonly leads: Pick<LeadsService, 'findByPersons'>;
  /** Seats at a price are kept until they are paid; nobody asks where it is left out. */
  readonly holds?: Holds;
  /** Lowers the price of a seat by a code; left out as `holds` is. */
  readonly lowerPrice?: (seatId: SeatId, code: string) => Promise<void>;
  /** How the seats of somebody at a price stand. */
  readonly payments?: (seatIds: readonly SeatId[]) => Promise<ReadonlyMap<SeatId, SeatPayment>>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Somebody who registers. */
export interface Guest {
  readonly personId: PersonId;
  readonly leadId: LeadId;
  /** The visitor's request: what is recorded for them carries its trace. */
  readonly request: LogContext;
  /** Whether the site waits for the proof of their address, which may have come by now, before it counts on them (B-10). */
  readonly provesFirst?: boolean;
}

/** Whether seats of it are still given. */
export const isSeating = ({ status }: SeatedSession): boolean => status === 'scheduled' || status === 'live';
