/** A service for service.test.ts: answers on PORT, ends when asked to, fails at once when FAIL is set. */
import { createServer } from 'node:http';

if (process.env['FAIL']) {
  console.error('no configuration');
  process.exit(3);
}
createServer((request, response) => {
  response.end(String(process.pid));
  if (request.url === '/crash') process.exit(1);
}).listen(Number(process.env['PORT']), '127.0.0.1');
