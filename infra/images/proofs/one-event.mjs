// A Lambda Runtime API that hands out one event, prints its own host and port and then what the function posted. usage: node one-event.mjs EVENT
import http from 'node:http';

const [, , event] = process.argv;
let given = false;
const server = http.createServer((request, response) => {
  if (request.method === 'GET' && !given) {
    given = true;
    response.writeHead(200, { 'Lambda-Runtime-Aws-Request-Id': 'one', 'Lambda-Runtime-Deadline-Ms': String(Date.now() + 60_000) }).end(event);
  } else if (request.method === 'GET') {
    response.writeHead(500).end(); // ends the function
  } else {
    let body = '';
    request.on('data', chunk => { body += chunk; }).on('end', () => {
      console.log(`${request.url} ${body}`);
      response.writeHead(202).end('{}', () => server.close());
    });
  }
}).listen(0, '127.0.0.1', () => console.log(`127.0.0.1:${server.address().port}`));
setTimeout(() => process.exit(1), 60_000).unref();
