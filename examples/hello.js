// Says hello once a second; with PORT set it answers HTTP there as well.
const http = require('node:http');

const name = process.env.NAME || 'world';
let seconds = 0;
setInterval(() => console.log(`hello ${name}, ${++seconds} s`), 1000);

if (process.env.PORT) {
    const server = http.createServer((request, response) => response.end(`hello ${name}\n`));
    server.listen(Number(process.env.PORT), () => console.log(`listening on ${server.address().port}`));
}

process.on('SIGTERM', () => {
    console.log('goodbye');
    process.exit(0);
});
