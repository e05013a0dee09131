import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterFile } from '@stageline/testing';

/** What a recogniser hears in a sound of some seconds. */
export type Heard = readonly {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly avg_logprob?: number;
}[];

/** A server that speaks OpenAI's audio API on loopback and hears whatever it is told to. */
export async function startSpeechPeer(hear: (call: number) => Heard | number | Promise<Heard | number>) {
  let calls = 0;
  const server: Server = createServer((request, response) => {
    request.resume().once('end', () => {
      void (async () => {
        const heard = await hear((calls += 1));
        const body = typeof heard === 'number' ? { error: { message: 'No.' } } : { text: '', segments: heard };
        response.writeHead(typeof heard === 'number' ? heard : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterFile(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    calls: () => calls,
    env: {
      TRANSCRIPTION: 'openai',
      TRANSCRIPTION_API_KEY: 'sk-test',
      TRANSCRIPTION_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    },
  };
}
