import type { ChatChange, ChatMessage, ChatSetup } from '@stageline/contracts';

/**
 * What is known of changes. `revision` is the one up to which nothing is missing, null before the room has told where it
 * stands; those beyond it that came already wait in `ahead`.
 */
export interface ChangeState {
  readonly revision: number | null;
  readonly ahead: readonly number[];
  /** The highest that the room spoke of without telling it. */
  readonly announced: number;
  readonly setup: ChatSetup;
  /** The revision that `setup` came with. */
  readonly setupRevision: number;
  /** Changed messages that are not in the list: they may come later, from a history that was read before the change. */
  readonly strays: ReadonlyMap<number, ChatMessage>;
}

export const noChanges: ChangeState = {
  revision: null,
  ahead: [],
  announced: 0,
  setup: { slowSeconds: 0, links: 'allow', isHeld: false, pinned: [] },
  setupRevision: -1,
  strays: new Map(),
};

/** Of two states of one message the later. */
export const later = (a: ChatMessage, b: ChatMessage): ChatMessage => ((b.revision ?? 0) > (a.revision ?? 0) ? b : a);

function advance(revision: number | null, ahead: readonly number[]): Pick<ChangeState, 'revision' | 'ahead'> {
  if (revision === null) return { revision, ahead };
  let reached = revision;
  const waiting = [...new Set(ahead)].filter((one) => one > revision).sort((a, b) => a - b);
  while (waiting[0] === reached + 1) reached = waiting.shift() ?? reached;
  return { revision: reached, ahead: waiting };
}

/** Merges changes, in whatever order they come; the same one again changes nothing. */
export function applyChanges(
  messages: readonly ChatMessage[],
  state: ChangeState,
  changes: readonly ChatChange[],
): { messages: readonly ChatMessage[]; state: ChangeState } {
  let { setup, setupRevision } = state;
  const changed = new Map(state.strays);
  for (const { revision, message, setup: told } of changes) {
    if (message !== undefined) changed.set(message.sequence, later(changed.get(message.sequence) ?? message, message));
    if (told !== undefined && revision >= setupRevision) [setup, setupRevision] = [told, revision];
  }
  const merged = messages.map((message) => {
    const other = changed.get(message.sequence);
    if (other === undefined) return message;
    changed.delete(message.sequence);
    return later(message, other);
  });
  const seen = advance(state.revision, [...state.ahead, ...changes.map(({ revision }) => revision)]);
  const touched = merged.some((message, index) => message !== messages[index]);
  return { messages: touched ? merged : messages, state: { ...state, ...seen, setup, setupRevision, strays: changed } };
}

/** The room told where it stands: on entering nothing is missing, on coming back what lies between is. */
export function enterAt(state: ChangeState, revision: number, setup: ChatSetup): ChangeState {
  const told = revision >= state.setupRevision ? { setup, setupRevision: revision } : {};
  if (state.revision === null) return { ...state, ...told, ...advance(revision, state.ahead) };
  return { ...state, ...told, announced: Math.max(state.announced, revision) };
}

/** Everything up to a revision was asked for and is there; without more, that is all there is. */
export const settle = (state: ChangeState, revision: number, hasMore: boolean): ChangeState => ({
  ...state,
  announced: hasMore ? state.announced : 0,
  ...advance(Math.max(state.revision ?? 0, revision), state.ahead),
});

/** Whether changes are missing; ask `room:changes` after `revision`. */
export const missesChanges = (state: ChangeState): boolean =>
  state.revision !== null && (state.ahead.length > 0 || state.announced > state.revision);
