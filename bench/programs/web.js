// A server that knows nothing of whoever runs it. WORK_MICROS is how long it computes for each answer.
const work = Number(process.env.WORK_MICROS || 0) / 1000;

require('http')
  .createServer((request, response) => {
    for (const end = performance.now() + work; performance.now() < end; );
    response.end('hello\n');
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
