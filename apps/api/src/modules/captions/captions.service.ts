import {
  MOST_RECENT_CAPTIONS,
  ProblemError,
  type CaptionLine,
  type CaptionState,
  type CaptionsUnavailable,
  type RecordingId,
  type SessionId,
} from '@stageline/contracts';
import type { TranscriptionPort } from '@stageline/integrations/transcription';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { RoomChannel, SessionsService } from '../sessions/index.ts';
import type { CaptionStore } from './captions.store.ts';

export interface CaptionsServiceDeps {
  readonly store: CaptionStore;
  readonly sessions: Pick<SessionsService, 'captioning' | 'setCaptions'>;
  /** Null where this platform recognises no speech. */
  readonly recogniser: Pick<TranscriptionPort, 'understands'> | null;
  readonly room: Pick<RoomChannel, 'captions'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
}

/** Live captions of the current tenant's rooms: whether they are made, and what was heard so far (G-01). */
export function createCaptionsService(deps: CaptionsServiceDeps) {
  const { store, sessions, recogniser, room, audit, unitOfWork } = deps;

  const placeOf = (sessionId: SessionId) => ({ tenantId: currentTenantId(), sessionId });

  function whyNot(language: string): CaptionsUnavailable | null {
    if (recogniser === null) return 'no-recogniser';
    return recogniser.understands(language) ? null : 'unsupported-language';
  }

  async function stateOf(sessionId: SessionId): Promise<CaptionState & { readonly isLive: boolean }> {
    const { isOn, isLive, language } = await sessions.captioning(sessionId);
    const unavailable = whyNot(language);
    const isMade = isOn && unavailable === null;
    const trouble = isMade ? await store.trouble(placeOf(sessionId)) : null;
    return { isOn: isMade, unavailable, trouble, isLive };
  }

  async function tell(sessionId: SessionId): Promise<CaptionState> {
    const { isLive: _isLive, ...state } = await stateOf(sessionId);
    room.captions(currentTenantId(), sessionId, state);
    return state;
  }

  return {
    /** The language in which a room is captioned now; null where it is not. */
    async languageOf(sessionId: SessionId): Promise<string | null> {
      const { isOn, isLive, language } = await sessions.captioning(sessionId);
      return isOn && isLive && whyNot(language) === null ? language : null;
    },

    /**
     * Switches them on or off for everybody. The same again changes nothing, and the room is told again: it may not have heard.
     * @throws ProblemError `not-found`; `illegal-transition` once it has ended; `captions-unavailable`
     */
    async set(sessionId: SessionId, isOn: boolean): Promise<CaptionState> {
      const { language, title } = await sessions.captioning(sessionId);
      if (isOn && whyNot(language) !== null) throw new ProblemError('captions-unavailable');
      await unitOfWork.run(async (tx) => {
        const isChange = (await sessions.captioning(sessionId)).isOn !== isOn;
        await sessions.setCaptions(sessionId, isOn);
        if (isChange)
          await audit.record({
            action: isOn ? 'captions.switched-on' : 'captions.switched-off',
            target: { type: 'session', id: sessionId, name: title },
          });
        tx.afterCommit(async () => {
          // What waits was said before they were switched off, or before they were wanted.
          if (isChange) await store.stop(placeOf(sessionId));
          await tell(sessionId);
        });
      });
      const { isLive: _isLive, ...state } = await stateOf(sessionId);
      return state;
    },

    /** For whoever comes in. @throws ProblemError `not-found` */
    async snapshot(sessionId: SessionId): Promise<CaptionState & { lines: CaptionLine[] }> {
      const [{ isLive, ...state }, lines] = await Promise.all([
        stateOf(sessionId),
        store.lines(placeOf(sessionId), MOST_RECENT_CAPTIONS),
      ]);
      return { ...state, lines: isLive && state.isOn ? lines : [] };
    },

    /** What was heard in a live session so far, in its order; nothing where captions are off. @throws ProblemError `not-found` */
    async heard(sessionId: SessionId): Promise<CaptionLine[]> {
      const { isLive, isOn } = await stateOf(sessionId);
      return isLive && isOn ? store.lines(placeOf(sessionId)) : [];
    },

    /** Tells a room that there is another trouble, or none any more. */
    async setTrouble(sessionId: SessionId, trouble: CaptionState['trouble']): Promise<void> {
      if (await store.setTrouble(placeOf(sessionId), trouble)) await tell(sessionId);
    },

    /** Nothing is left of a session that is over. */
    clear: (sessionId: SessionId): Promise<void> => store.clear(placeOf(sessionId)),

    /** Nothing is left of what was heard in a recording that was deleted. */
    forget: (sessionId: SessionId, recordingId: RecordingId): Promise<void> =>
      store.forget(placeOf(sessionId), recordingId),
  };
}
export type CaptionsService = ReturnType<typeof createCaptionsService>;
