import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { makeSharePicture, type ShareFacts } from './share-picture-maker.ts';

/**
 * A process of its own for one picture: drawing takes longer than a page may wait for the server, and what it loads is needed
 * once per publication. Reads one line of JSON and then the logo, if there is one; writes the PNG.
 */
sharp.concurrency(1);
sharp.cache(false);

const input = await buffer(process.stdin);
const end = input.indexOf('\n');
const logo = input.subarray(end + 1);
const facts = JSON.parse(input.toString('utf8', 0, end)) as ShareFacts;
process.stdout.write(await makeSharePicture(facts, logo.length === 0 ? null : logo));
