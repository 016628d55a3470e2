'use strict';
// Velos puts this in front of a Node program that has `listen` in velos.toml (NODE_OPTIONS=--require). It lets
//   - listen(3000) take the socket that Velos has opened, where the address is one of VELOS_LISTEN, and says so,
//   - the stop signal end the program when the requests in flight are answered,
//   - `velos info` show event-loop lag and requests per second, through the file VELOS_METRICS.
// Whatever goes wrong in here leaves the program as it would be without it. Node 18 and up; the syntax is that of much
// older ones, which read it, too, and are left alone.
(() => {
  const FIRST_DESCRIPTOR = 3;
  const IDLE_MILLIS = 1000; // a connection that is silent for so long after the signal is closed
  const METRICS_MILLIS = 5000; // the time of one measurement; there are none while nobody asks anything
  const LAG_MILLIS = 20; // between two looks at the event loop while one is measured
  const LAUNCHER = /[\\/]((npm|npx|yarn|pnpm|tsx)(-cli)?(\.[cm]?js)?|tsx[\\/]dist[\\/]cli\.[cm]?js)$/;

  const environment = process.env;

  /** Runs what must not harm the program. */
  const safely = (work) => {
    try {
      return work();
    } catch (error) {
      if (environment.VELOS_PRELOAD_DEBUG) console.error('velos preload:', error);
      return undefined;
    }
  };

  if (Number(process.versions.node.split('.')[0]) < 18) return;
  const fs = require('fs');
  const net = require('net');
  const { resolve } = require('path');

  // --- what was handed

  /** Where the sockets begin in this process; undefined in one that has none, such as a child of the program. */
  const place = () => {
    if (environment.LISTEN_PID === String(process.pid)) return { first: FIRST_DESCRIPTOR };
    const passed = /^(\d+):([\d,]+)$/.exec(environment.VELOS_PASSED || ''); // by a launcher: from where, which inodes
    return passed ? { first: Number(passed[1]), inodes: passed[2].split(',').map(Number) } : undefined;
  };

  /** The sockets by what listen() is called with: a port, or an absolute path. */
  const handed = new Map();
  const descriptors = []; // and what they are, to be told from others in a child
  const inodes = [];
  safely(() => {
    const { first, inodes: expected } = place() || {};
    if (first === undefined) return;
    (environment.VELOS_LISTEN || '').split('\n').forEach((address, index) => {
      const status = fs.fstatSync(first + index);
      if (!address || !status.isSocket() || (expected && expected[index] !== status.ino)) return;
      const isPath = address.startsWith('unix:');
      handed.set(isPath ? resolve(address.slice(5)) : Number(address.slice(address.lastIndexOf(':') + 1)), first + index);
      descriptors.push(first + index);
      inodes.push(status.ino);
    });
  });
  if (handed.size === 0) return;

  /** Says something to Velos; it hears it whether or not the program has a channel of its own. */
  const say = (what) =>
    safely(() => {
      if (environment.VELOS_CHANNEL_FD) fs.writeSync(Number(environment.VELOS_CHANNEL_FD), `{"velos":"${what}"}\n`);
      else if (process.send) process.send({ velos: what });
    });

  // --- npm start and the like: the server is a child, which Node gives no descriptors by itself

  const passOn = () => {
    const { ChildProcess } = require('child_process');
    const spawn = ChildProcess.prototype.spawn;
    ChildProcess.prototype.spawn = function (options) {
      return spawn.call(this, safely(() => withDescriptors(options)) || options);
    };
  };

  const withDescriptors = (options) => {
    const wanted = options.stdio === undefined ? 'pipe' : options.stdio;
    const stdio = Array.isArray(wanted) ? wanted.slice() : [wanted, wanted, wanted];
    while (stdio.length < FIRST_DESCRIPTOR) stdio.push('pipe');
    const variables = [`VELOS_PASSED=${stdio.length}:${inodes}`];
    stdio.push(...descriptors);
    if (environment.VELOS_CHANNEL_FD) {
      variables.push(`VELOS_CHANNEL_FD=${stdio.length}`);
      stdio.push(Number(environment.VELOS_CHANNEL_FD));
    }
    const names = /^(VELOS_PASSED|VELOS_CHANNEL_FD)=/;
    const envPairs = (options.envPairs || []).filter((pair) => !names.test(pair)).concat(variables);
    return Object.assign({}, options, { stdio, envPairs });
  };

  if (LAUNCHER.test(process.argv[1] || '')) {
    safely(passOn);
    return;
  }
  say('preload');

  // --- listen()

  const handedFd = Symbol('velos');
  const servers = new Set(); // those that have taken a socket
  let stopping = false;

  /** What listen() was asked for: listen(port, ...), listen(path, ...), listen({ port | path | fd, ... }, ...). */
  const wantedFd = (first) => {
    let target = first;
    if (first !== null && typeof first === 'object') {
      if (first.fd !== undefined) return descriptors.includes(first.fd) ? first.fd : undefined;
      target = first.port === undefined ? first.path : first.port;
    }
    if (typeof target === 'string' && target !== '') target = /^\d+$/.test(target) ? Number(target) : resolve(target);
    return handed.get(target);
  };

  const isTaken = (fd, server) => [...servers].some((it) => it.listening && it !== server && it[handedFd] === fd);

  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...args) {
    const fd = safely(() => wantedFd(args[0]));
    // A second server on the same port fails as it would anywhere.
    if (fd === undefined || safely(() => isTaken(fd, this))) return listen.apply(this, args);
    safely(() => watch(this, fd));
    const options = args[0] !== null && typeof args[0] === 'object' && args[0].signal ? { fd, signal: args[0].signal } : { fd };
    const callback = args.find((arg) => typeof arg === 'function');
    return callback ? listen.call(this, options, callback) : listen.call(this, options);
  };

  const watch = (server, fd) => {
    server[handedFd] = fd;
    if (servers.has(server)) return;
    servers.add(server);
    server.once('listening', () => say('listening'));
    if (servers.size === 1) begin();
    if (/^Http2/.test(server.constructor.name)) watchSessions(server);
    else watchRequests(server);
  };

  /** HTTP/1; of other servers, only the closing is watched. */
  const watchRequests = (server) => {
    server.prependListener('request', (request, response) => {
      requested();
      if (stopping) last(response);
    });
    const closeIdle = server.closeIdleConnections;
    if (typeof closeIdle !== 'function') return;
    // close() of Node 19 and up calls it at once, while a client may be about to send: give that time to arrive.
    server.closeIdleConnections = () => void setTimeout(() => setImmediate(() => safely(() => closeIdle.call(server))), IDLE_MILLIS);
  };

  /** Tells a client that no request may follow on this connection. */
  const last = (response) =>
    safely(() => {
      if (response.headersSent) return;
      response.shouldKeepAlive = false;
      response.setHeader('Connection', 'close');
    });

  const sessions = new Set();
  const watchSessions = (server) => {
    server.prependListener('stream', () => requested());
    server.prependListener('session', (session) => {
      sessions.add(session);
      session.once('close', () => sessions.delete(session));
    });
  };

  // --- a graceful stop

  const begin = () => {
    const signals = new Set(['SIGTERM', 'SIGINT', environment.VELOS_STOP_SIGNAL || 'SIGTERM']);
    signals.forEach((signal) => safely(() => process.on(signal, () => safely(() => stop(signal)))));
    requested();
    requests = 0;
  };

  const stop = (signal) => {
    if (stopping) return;
    stopping = true;
    endMeasuring();
    closeIdle();
    setInterval(() => safely(closeIdle), IDLE_MILLIS).unref();
    if (process.listenerCount(signal) > 1) return; // the program's own handlers end it
    const open = [...servers].filter((server) => server.listening);
    let left = open.length;
    const gone = () => {
      if (--left <= 0) process.exit(0);
    };
    if (left === 0) gone();
    open.forEach((server) => net.Server.prototype.close.call(server, gone));
  };

  /** A client that has a connection and asks nothing does not keep the program; one that asks gets its answer. */
  const closeIdle = () => {
    servers.forEach((server) => {
      if (typeof server.closeIdleConnections === 'function') server.closeIdleConnections();
    });
    sessions.forEach((session) => session.close());
  };

  // --- what velos info shows: measured for a while from each request on that comes after a silence

  let requests = 0;
  let measuring; // { lag, timer, since } while it is measured
  let writing = false;

  const requested = () => {
    requests++;
    if (measuring === undefined && !stopping) safely(beginMeasuring);
  };

  const beginMeasuring = () => {
    if (!environment.VELOS_METRICS) return;
    const lag = require('perf_hooks').monitorEventLoopDelay({ resolution: LAG_MILLIS });
    lag.enable();
    measuring = { lag, since: process.hrtime.bigint(), timer: setInterval(() => safely(measured), METRICS_MILLIS) };
    measuring.timer.unref();
  };

  const endMeasuring = () => {
    if (measuring === undefined) return;
    clearInterval(measuring.timer);
    measuring.lag.disable();
    measuring = undefined;
  };

  const measured = () => {
    const { lag, since } = measuring;
    const now = process.hrtime.bigint();
    const idle = requests === 0;
    const excess = (percent) => Math.max(0, Math.round((lag.percentile(percent) / 1e6 - LAG_MILLIS) * 100) / 100) || 0;
    write({
      at_ms: idle ? 0 : Date.now(), // silence lasts until the next one
      requests_per_second: Math.round((requests / (Number(now - since) / 1e9)) * 10) / 10,
      loop_lag_p50_ms: excess(50),
      loop_lag_p99_ms: excess(99),
    });
    requests = 0;
    measuring.since = now;
    lag.reset();
    if (idle) endMeasuring();
  };

  const write = (metrics) => {
    if (writing) return;
    writing = true;
    const file = environment.VELOS_METRICS;
    const fresh = `${file}.${process.pid}`;
    const text = Object.keys(metrics).map((name) => `${name}=${metrics[name]}\n`).join('');
    fs.writeFile(fresh, text, (error) => {
      if (error) writing = false;
      else fs.rename(fresh, file, () => (writing = false));
    });
  };
})();
