import type { RecordingId, SessionId, TranscriptLineView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { ApiBed, Site } from './api-bed.ts';
import { recordingsOf } from './isolation-recordings.ts';

type Answer = { status: number; body: unknown };
type Call = (as: Site['owner'], target: Site) => Promise<Answer>;
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: (as: Site['owner']) => Promise<Answer>): Row;
}

interface Written {
  readonly recordingId: RecordingId;
  readonly path: string;
}
const written = new WeakMap<Site, Promise<Written>>();

/** The one transcript of a site: a line, which names somebody of it. The site's session has to be live the first time. */
export function transcriptOf(bed: ApiBed, site: Site): Promise<Written> {
  const known = written.get(site) ?? writeTranscript(bed, site);
  written.set(site, known);
  return known;
}

async function writeTranscript(bed: ApiBed, site: Site): Promise<Written> {
  const recordingId = await recordingsOf(() => bed).failed(site);
  const sessionId = site.sessionId as SessionId;
  const { repository } = bed.modules.transcripts;
  await site.in(async () => {
    const pass = (await repository.begin(recordingId, sessionId, 'en'))!;
    const speaker = { identity: newId('mem'), speaker: 'Host', fromHost: true };
    const text = `We greet ${site.person.firstName}`;
    const facts = { version: 1, startMs: 0, endMs: 900, text, confidence: null, edited: false, shown: false };
    await repository.insertLines([{ recordingId, sessionId, pass, ...speaker, ...facts }]);
    await repository.show(recordingId, pass);
  });
  return { recordingId, path: `/sessions/${sessionId}/recordings/${recordingId}/transcript` };
}

/** Transcripts of another site are not there. */
export function transcriptRows<Row>({ names, lists }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  const pathOf = async (site: Site) => (await transcriptOf(bed(), site)).path;
  const lineOf = async (site: Site) => {
    const { body } = await site.owner.get(`${await pathOf(site)}/lines`);
    return `${await pathOf(site)}/lines/${(body as { items: TranscriptLineView[] }).items[0]!.id}`;
  };
  const files = Object.fromEntries(
    ['vtt', 'srt', 'txt', 'json'].map((format) => [
      `transcripts.${format}`,
      names(async (as, target) => as.get(`${await pathOf(target)}.${format}`)),
    ]),
  );
  return {
    'transcripts.get': names(async (as, target) => as.get(await pathOf(target))),
    'transcripts.lines': names(async (as, target) => as.get(`${await pathOf(target)}/lines`)),
    'transcripts.edit-line': names(async (as, target) => as.patch(await lineOf(target), { version: 1, text: 'Hi' })),
    'transcripts.line-history': names(async (as, target) => as.get(`${await lineOf(target)}/history`)),
    'transcripts.search': lists((as) => as.get('/transcripts?q=greet')),
    ...files,
    'transcripts.write': names(async (as, target) => as.post(await pathOf(target), { language: 'en' })),
  };
}
