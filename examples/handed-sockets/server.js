// Nothing in here knows of Velos: listen() takes the socket that is handed down, and a stop waits for requests in flight.
const http = require('node:http');

const server = http.createServer((request, response) => {
  response.end(`node ${process.env.VELOS_INSTANCE_ID} ${process.pid}\n`);
});

server.listen(Number(process.argv[2] || 3100), '127.0.0.1', () => console.log('listening'));
