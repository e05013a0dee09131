import type { Locale, SessionId } from '@stageline/contracts';
import { SessionModel } from './sessions.model.ts';

/** A masterclass as it was held. */
export interface EndedSpan {
  readonly title: string;
  readonly description: string;
  readonly timeZone: string;
  readonly language: Locale;
  readonly startedAt: Date;
  readonly lengthMs: number;
  /** Whether it was on the air and has ended. */
  readonly isOver: boolean;
}

interface Row {
  readonly title: string;
  readonly description: string;
  readonly timeZone: string;
  readonly language?: string;
  readonly startsAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** When a masterclass of the current tenant was held; null for an unknown one. */
export async function endedSpan(sessionId: SessionId): Promise<EndedSpan | null> {
  const fields = { title: 1, description: 1, timeZone: 1, language: 1, startsAt: 1, startedAt: 1, endedAt: 1 };
  const row = await SessionModel.findOne({ _id: sessionId }, fields).lean<Row>();
  if (row === null) return null;
  const { title, description, timeZone, startedAt, endedAt } = row;
  const language = row.language === 'de' ? 'de' : 'en';
  const isOver = startedAt !== null && endedAt !== null;
  const lengthMs = isOver ? endedAt.getTime() - startedAt.getTime() : 0;
  return { title, description, timeZone, language, startedAt: startedAt ?? row.startsAt, lengthMs, isOver };
}
