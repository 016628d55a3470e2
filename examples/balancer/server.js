// Opens the port that PORT names, and knows nothing of Velos.
const http = require('node:http');

const server = http.createServer((request, response) => {
  response.end(`${process.env.VELOS_INSTANCE_ID} ${process.pid}\n`);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
