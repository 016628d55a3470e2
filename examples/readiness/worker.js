// Loads for a moment, then says that it is ready; ends when it is asked to.
const work = setInterval(() => {}, 1000);

process.on('message', (message) => {
  if (message === 'shutdown') {
    console.log('finishing the last job');
    clearInterval(work);
    process.disconnect();
  }
});

setTimeout(() => process.send('ready'), 300);
