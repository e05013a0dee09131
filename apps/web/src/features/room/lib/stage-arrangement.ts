import type { StageLayout } from '@stageline/contracts';

/** Anybody on the stage, by identity. */
interface OnStage {
  readonly key: string;
}

/** What is large and what stands beside it; nothing large: all alike. */
export interface Arrangement<F extends OnStage> {
  readonly large: 'screen' | F | null;
  readonly beside: readonly F[];
  /** The screen is one of the small ones. */
  readonly screenBeside: boolean;
}

/** Lays the stage out as its host chose, the same for everybody who knows the same. */
export function arrange<F extends OnStage>(
  faces: readonly F[],
  hasScreen: boolean,
  { mode, spotlight }: StageLayout,
): Arrangement<F> {
  const speaker = faces.find(({ key }) => key === spotlight) ?? faces[0];
  if (mode === 'grid' || speaker === undefined)
    return { large: hasScreen ? 'screen' : null, beside: faces, screenBeside: false };
  if (mode === 'screen' && hasScreen) return { large: 'screen', beside: [speaker], screenBeside: false };
  return { large: speaker, beside: faces.filter((face) => face !== speaker), screenBeside: hasScreen };
}
