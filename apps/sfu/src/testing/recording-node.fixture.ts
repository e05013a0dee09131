import { connectRedis } from '@stageline/platform/redis';
import { openRecordingBed } from './recording-bed.ts';

/**
 * A process that records, to be killed: it sends and records a tone and a picture of the room in its arguments, and writes
 * each report as a line.
 */
const [root, redisUrl, nodeId, claims] = process.argv.slice(2) as [string, string, string, string];
const redis = await connectRedis(redisUrl, { name: 'recording-node' });
const bed = await openRecordingBed(root, redis, {
  nodeId,
  claims: JSON.parse(claims) as never,
  onReport: (report) => process.stdout.write(`${JSON.stringify(report)}\n`),
});
await bed.send('microphone');
await bed.send('camera');
