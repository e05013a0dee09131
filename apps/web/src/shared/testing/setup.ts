import { TextDecoder, TextEncoder } from 'node:util';

// Every browser has these; jsdom does not, and react-router asks for them when it loads.
Object.assign(globalThis, { TextDecoder, TextEncoder });
