// A server that knows nothing of whoever runs it.
require('http')
  .createServer((request, response) => response.end('hello\n'))
  .listen(Number(process.env.PORT), '127.0.0.1');
