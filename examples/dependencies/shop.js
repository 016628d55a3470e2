console.log('the shop is open');
process.on('SIGTERM', () => {
  console.log('the shop ends');
  process.exit(0);
});
setInterval(() => {}, 1000);
