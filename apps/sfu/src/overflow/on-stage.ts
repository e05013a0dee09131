import type { HostedProducer, Peer } from '../rooms/peer.ts';
import { VOICES } from './encoder.ts';

export interface OnStage {
  readonly picture: HostedProducer | null;
  readonly voices: readonly HostedProducer[];
}

/**
 * What of a room goes into its one film: a shared screen, or else a host's camera, or else another's; and all voices. A
 * picture has to be VP8, which every client of ours sends, because the router names it first.
 */
export function onStage(senders: readonly Peer[]): OnStage {
  const hostsFirst = senders.toSorted((one, other) => rank(one) - rank(other));
  const running = hostsFirst.flatMap((sender) => [...sender.producers.values()]).filter(({ media }) => !media.paused);
  const pictures = running.filter(({ media }) => media.rtpParameters.codecs[0]?.mimeType.toLowerCase() === 'video/vp8');
  const of = (source: HostedProducer['source']) => pictures.find((producer) => producer.source === source);
  return {
    picture: of('screen') ?? of('camera') ?? null,
    voices: running.filter(({ source }) => source === 'microphone').slice(0, VOICES),
  };
}

const rank = ({ standing }: Peer): number => (standing === 'host' ? 0 : 1);
