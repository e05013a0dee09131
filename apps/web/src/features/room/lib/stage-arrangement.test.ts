import { describe, expect, it } from '@jest/globals';
import type { StageLayout } from '@stageline/contracts';
import { arrange } from './stage-arrangement.ts';

const [ana, kevin, omar] = [{ key: 'ana' }, { key: 'kevin' }, { key: 'omar' }];
const faces = [ana, kevin, omar];
const at = (mode: StageLayout['mode'], spotlight: string | null, hasScreen = false) =>
  arrange(faces, hasScreen, { mode, spotlight });

describe('the layout of the stage', () => {
  it('C-04 shows all alike, and a screen large beside them', () => {
    expect(at('grid', 'kevin')).toEqual({ large: null, beside: faces, screenBeside: false });
    expect(at('grid', 'kevin', true)).toEqual({ large: 'screen', beside: faces, screenBeside: false });
  });

  it('C-04 shows the one in the spotlight large, also before a screen', () => {
    expect(at('speaker', 'kevin')).toEqual({ large: kevin, beside: [ana, omar], screenBeside: false });
    expect(at('speaker', 'kevin', true)).toEqual({ large: kevin, beside: [ana, omar], screenBeside: true });
  });

  it('C-04 shows a screen with nobody but the speaker, who is large while there is none', () => {
    expect(at('screen', 'omar', true)).toEqual({ large: 'screen', beside: [omar], screenBeside: false });
    expect(at('screen', 'omar')).toEqual({ large: omar, beside: [ana, kevin], screenBeside: false });
  });

  it('C-04 shows whoever came first while the one in the spotlight is not there, and nobody where nobody is', () => {
    expect(at('speaker', 'gone').large).toBe(ana);
    expect(arrange([], true, { mode: 'speaker', spotlight: null })).toMatchObject({ large: 'screen', beside: [] });
  });
});
