// A server with a health page. GET /break makes it unhealthy.
const http = require('http');

let healthy = true;

http
  .createServer((request, response) => {
    if (request.url === '/break') {
      healthy = false;
    }
    response.statusCode = request.url === '/health' && !healthy ? 503 : 200;
    response.end(healthy ? 'fine\n' : 'broken\n');
  })
  .listen(47601, '127.0.0.1');
