'use strict';
// Velos puts this in front of a Node program that has `listen` in velos.toml (NODE_OPTIONS=--require). It lets
//   - listen(3000) take the socket that Velos has opened, where the address is one of VELOS_LISTEN,
//   - the stop signal end the program when the requests in flight are answered,
//   - `velos info` show event-loop lag and requests per second, through the file VELOS_METRICS.
// Whatever goes wrong in here leaves the program as it would be without it. Node 18 and up.
(() => {
  const FIRST_DESCRIPTOR = 3;
  const IDLE_MILLIS = 1000; // a connection that is silent for so long after the signal is closed
  const METRICS_MILLIS = 2000;

  /** Runs what must not harm the program. */
  const safely = (work) => {
    try {
      return work();
    } catch (error) {
      if (process.env.VELOS_PRELOAD_DEBUG) console.error('velos preload:', error);
      return undefined;
    }
  };

  /** The sockets by what listen() is called with: a port, or an absolute path. */
  const handed = new Map();
  safely(() => {
    const fs = require('node:fs');
    const { resolve } = require('node:path');
    (process.env.VELOS_LISTEN || '').split('\n').forEach((address, index) => {
      const fd = FIRST_DESCRIPTOR + index;
      if (!address || !fs.fstatSync(fd).isSocket()) return;
      handed.set(address.startsWith('unix:') ? resolve(address.slice(5)) : Number(address.slice(address.lastIndexOf(':') + 1)), fd);
    });
  });
  if (handed.size === 0) return; // a child of the program, which has no such descriptors

  const net = require('node:net');
  const servers = new Set(); // those that have taken a socket
  let stopping = false;

  /** What listen() was asked for: listen(port, ...), listen(path, ...), listen({ port | path, ... }, ...). */
  const wanted = (first) => {
    const place = first !== null && typeof first === 'object' ? (first.fd === undefined ? first.port ?? first.path : undefined) : first;
    if (typeof place === 'number') return place;
    if (typeof place !== 'string' || place === '') return undefined;
    return /^\d+$/.test(place) ? Number(place) : require('node:path').resolve(place);
  };

  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...args) {
    const fd = safely(() => {
      const found = handed.get(wanted(args[0]));
      const taken = [...servers].some((server) => server.listening && server !== this && server[handedFd] === found);
      return taken ? undefined : found; // a second server on the same port fails as it would anywhere
    });
    if (fd === undefined) return listen.apply(this, args);
    safely(() => watch(this, fd));
    const callback = args.find((arg) => typeof arg === 'function');
    return callback ? listen.call(this, { fd }, callback) : listen.call(this, { fd });
  };
  const handedFd = Symbol('velos');

  const watch = (server, fd) => {
    server[handedFd] = fd;
    if (servers.has(server)) return;
    servers.add(server);
    if (servers.size === 1) begin();
    server.prependListener('request', (request, response) => {
      requests++;
      if (stopping) last(response);
    });
    const closeIdle = server.closeIdleConnections;
    if (typeof closeIdle !== 'function') return;
    // close() of Node 19 and up calls it at once, while a client may be about to send: give that time to arrive.
    server.closeIdleConnections = () => void setTimeout(() => safely(() => closeIdle.call(server)), IDLE_MILLIS);
  };

  let requests = 0;

  /** Tells a client that no request may follow on this connection. */
  const last = (response) =>
    safely(() => {
      if (response.headersSent) return;
      response.shouldKeepAlive = false;
      response.setHeader('Connection', 'close');
    });

  // --- a graceful stop ---

  const SIGNALS = ['SIGTERM', 'SIGINT'];
  const begin = () => {
    SIGNALS.forEach((signal) => process.on(signal, () => safely(() => stop(signal))));
    measure();
  };

  const stop = (signal) => {
    if (stopping) return;
    stopping = true;
    if (process.listenerCount(signal) > 1) return; // the program's own handlers end it
    const open = [...servers].filter((server) => server.listening);
    let left = open.length;
    const gone = () => {
      if (--left <= 0) process.exit(0);
    };
    if (left === 0) gone();
    open.forEach((server) => {
      // A client that has a connection and asks nothing does not keep the program; one that asks gets its answer.
      if (typeof server.closeIdleConnections === 'function') server.closeIdleConnections();
      net.Server.prototype.close.call(server, gone);
    });
  };

  // --- what velos info shows ---

  const measure = () => {
    const file = process.env.VELOS_METRICS;
    if (!file) return;
    const fs = require('node:fs');
    const lag = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 20 });
    lag.enable();
    let since = process.hrtime.bigint();
    let writing = false;
    const write = () => safely(() => {
      if (writing) return;
      const now = process.hrtime.bigint();
      const seconds = Number(now - since) / 1e9;
      const excess = (percent) => Math.max(0, lag.percentile(percent) / 1e6 - 20);
      const text = Object.entries({
        at_ms: Date.now(),
        requests_per_second: Math.round((requests / seconds) * 10) / 10,
        loop_lag_p50_ms: Math.round(excess(50) * 100) / 100,
        loop_lag_p99_ms: Math.round(excess(99) * 100) / 100,
      })
        .map(([name, value]) => `${name}=${value}\n`)
        .join('');
      since = now;
      requests = 0;
      lag.reset();
      writing = true;
      const fresh = `${file}.${process.pid}`;
      fs.writeFile(fresh, text, (error) => {
        if (error) writing = false;
        else fs.rename(fresh, file, () => (writing = false));
      });
    });
    setInterval(write, METRICS_MILLIS).unref();
  };
})();
