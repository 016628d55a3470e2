'use strict';
// Velos puts this in front of a Node program that has `listen` in velos.toml (NODE_OPTIONS=--require). It lets
//   - listen(3000) take the socket that Velos has opened, where the address is one of VELOS_LISTEN, and says so,
//   - or, behind the balancer, an HTTP server at PORT take over the connections that the balancer has accepted,
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

  // --- or stands behind the balancer: its port there, and by what way it takes connections over

  /** Of a descriptor that is there as it was when a launcher passed it on; the program's own children get none. */
  const wayIn = (text) => {
    const [, fd, inode] = /^(\d+)(?::(\d+))?$/.exec(text || '') || [];
    if (fd === undefined) return undefined;
    const status = fs.fstatSync(Number(fd));
    return status.isSocket() && (inode === undefined || Number(inode) === status.ino) ? Number(fd) : undefined;
  };

  const balancedPort = Number(environment.VELOS_BALANCED) || 0;
  const wayFd = balancedPort && safely(() => wayIn(environment.VELOS_HANDOVER_FD));
  delete environment.VELOS_HANDOVER_FD;
  if (handed.size === 0 && !balancedPort) return;

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
    const variables = [];
    if (descriptors.length > 0) variables.push(`VELOS_PASSED=${stdio.length}:${inodes}`);
    stdio.push(...descriptors);
    if (wayFd) {
      variables.push(`VELOS_HANDOVER_FD=${stdio.length}:${fs.fstatSync(wayFd).ino}`);
      stdio.push(wayFd);
    }
    if (environment.VELOS_CHANNEL_FD) {
      variables.push(`VELOS_CHANNEL_FD=${stdio.length}`);
      stdio.push(Number(environment.VELOS_CHANNEL_FD));
    }
    const names = /^(VELOS_PASSED|VELOS_CHANNEL_FD|VELOS_HANDOVER_FD)=/;
    const envPairs = (options.envPairs || []).filter((pair) => !names.test(pair)).concat(variables);
    return Object.assign({}, options, { stdio, envPairs });
  };

  if (LAUNCHER.test(process.argv[1] || '')) {
    safely(passOn);
    return;
  }
  delete environment.VELOS_BALANCED;
  if (handed.size > 0) say('preload');

  // --- listen()

  const handedFd = Symbol('velos');
  const servers = new Set(); // those that have taken a socket, or stand behind the balancer
  let stopping = false;

  const isHttp2 = (server) => /^Http2/.test(server.constructor.name);
  const isOptions = (first) => first !== null && typeof first === 'object';

  /** What listen() was asked for: listen(port, ...), listen(path, ...), listen({ port | path | fd, ... }, ...). */
  const wanted = (first) => {
    let target = first;
    if (isOptions(first)) target = first.port === undefined ? first.path : first.port;
    return typeof target === 'string' && target !== '' ? (/^\d+$/.test(target) ? Number(target) : resolve(target)) : target;
  };

  const wantedFd = (first) => {
    if (isOptions(first) && first.fd !== undefined) {
      return descriptors.includes(first.fd) ? first.fd : undefined;
    }
    return handed.get(wanted(first));
  };

  const isTaken = (fd, server) => [...servers].some((it) => it.listening && it !== server && it[handedFd] === fd);

  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...args) {
    if (balancedPort && safely(() => wanted(args[0])) === balancedPort) safely(() => balance(this));
    const fd = safely(() => wantedFd(args[0]));
    // A second server on the same port fails as it would anywhere.
    if (fd === undefined || safely(() => isTaken(fd, this))) return listen.apply(this, args);
    safely(() => watch(this, fd));
    const options = isOptions(args[0]) && args[0].signal ? { fd, signal: args[0].signal } : { fd };
    const callback = args.find((arg) => typeof arg === 'function');
    return callback ? listen.call(this, options, callback) : listen.call(this, options);
  };

  const watch = (server, fd) => {
    server[handedFd] = fd;
    if (servers.has(server)) return;
    server.once('listening', () => say('listening'));
    attend(server);
  };

  const balance = (server) => {
    const answersRequests = typeof server.closeIdleConnections === 'function' || isHttp2(server);
    if (answersRequests && wayFd) server.once('listening', () => safely(() => takeOver(server)));
    if (!servers.has(server)) attend(server);
  };

  const attend = (server) => {
    servers.add(server);
    if (servers.size === 1) begin();
    if (isHttp2(server)) watchSessions(server);
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

  // --- connections that the balancer hands over: each comes as a byte with a handle, and is answered in turn. What is
  // said and heard: dev.velos.daemon.balance.Handover

  const RETRY_MILLIS = 100;

  let taker; // the server that takes them
  let way; // undefined until it listens
  const taken = new Map(); // what is not over, by its handle: the socket
  const unsaid = { answers: '', ended: 0, open: false, quiet: false };
  let saying = false;
  let draining = false;

  const takeOver = (server) => {
    taker = server;
    if (way === undefined) openWay();
    report({ open: true });
  };

  /** By an IPC pipe as child_process has one, but unknown to the program; it does not keep the process alive. */
  const openWay = () => {
    const { Pipe, constants } = process.binding('pipe_wrap');
    way = new Pipe(constants.IPC);
    if (way.open(wayFd) < 0) throw new Error('the way of the balancer cannot be opened');
    way.onread = (bytes) => {
      const handle = safely(() => heard(bytes));
      if (handle) serve(handle);
    };
    way.readStart();
    way.unref();
  };

  /** Answers what has come; the handle where it is one to serve. At most one comes at once. */
  const heard = (bytes) => {
    const handle = way.pendingHandle;
    way.pendingHandle = null;
    if (!bytes) return void way.close();
    let served;
    for (const word of Buffer.from(bytes).toString('latin1')) {
      if (word === 'c') served = receive(handle);
      else if (word === '?') report({ open: takes() });
      else if (word === 'd') drain();
    }
    return served;
  };

  const takes = () => Boolean(taker && taker._handle) && !stopping;

  const receive = (handle) => {
    const can = handle && takes();
    report({ answers: unsaid.answers + (can ? '+' : '-') });
    if (!handle) setTimeout(() => safely(() => report({ open: takes() })), IDLE_MILLIS).unref(); // it has no descriptor free
    if (!can) return handle && void handle.close();
    taken.set(handle, undefined);
    const close = handle.close;
    handle.close = function (...args) {
      safely(() => over(handle));
      return close.apply(this, args);
    };
    return handle;
  };

  /** Gives it to the server as the kernel does one that it has accepted; what the program throws then is its own. */
  const serve = (handle) => {
    const connected = (socket) => taken.set(handle, socket);
    taker.prependOnceListener('connection', connected);
    try {
      taker._handle.onconnection(0, handle);
    } finally {
      taker.removeListener('connection', connected); // it may have dropped it: maxConnections
    }
  };

  const over = (handle) => {
    if (!taken.delete(handle)) return;
    report({ ended: unsaid.ended + 1 });
    settle();
  };

  /** Says it in this turn of the event loop, with all else that there is to say. */
  const report = (what) => {
    Object.assign(unsaid, what);
    if (!saying) setImmediate(() => safely(sayAll));
    saying = true;
  };

  const sayAll = () => {
    saying = false;
    const { answers, ended, open, quiet } = unsaid;
    const text = answers + (ended ? `${ended}.` : '') + (open ? `${taken.size}=` : '') + (quiet ? '!' : '');
    try {
      if (text) fs.writeSync(wayFd, text);
      Object.assign(unsaid, { answers: '', ended: 0, open: false, quiet: false });
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      saying = text !== `${ended}.`; // nobody reads: what ends then is not worth waking up for
      if (saying) setTimeout(() => safely(sayAll), RETRY_MILLIS).unref();
    }
  };

  /** The balancer wants to end this program: what is under way comes to its end first. */
  const drain = () => {
    draining = true;
    beginToStop();
    settle();
  };

  const settle = () => {
    if (draining && [...taken.values()].every(hasLeftHttp)) {
      draining = false;
      report({ quiet: true });
    }
  };

  /** One that has left HTTP, as WebSockets do, goes on until the end, and does not hold that up. */
  const hasLeftHttp = (socket) => socket !== undefined && socket.parser === null;

  // --- a graceful stop

  let ending = false;

  const begin = () => {
    const signals = new Set(['SIGTERM', 'SIGINT', environment.VELOS_STOP_SIGNAL || 'SIGTERM']);
    signals.forEach((signal) => safely(() => process.on(signal, () => safely(() => stop(signal)))));
    requested();
    requests = 0;
  };

  const stop = (signal) => {
    if (ending) return;
    ending = true;
    beginToStop();
    if (process.listenerCount(signal) > 1) return; // the program's own handlers end it
    const open = [...servers].filter((server) => server.listening);
    [...taken.values()].filter(hasLeftHttp).forEach((socket) => socket.destroy());
    let left = open.length;
    const gone = () => {
      if (--left <= 0) process.exit(0);
    };
    if (left === 0) gone();
    open.forEach((server) => net.Server.prototype.close.call(server, gone));
  };

  /** Whoever asks from now on is told to ask elsewhere next time. */
  const beginToStop = () => {
    if (stopping) return;
    stopping = true;
    endMeasuring();
    closeIdle();
    setInterval(() => safely(closeIdle), IDLE_MILLIS).unref();
  };

  /** A client that has a connection and asks nothing does not keep the program; one that asks gets its answer. */
  const closeIdle = () => {
    servers.forEach((server) => {
      if (typeof server.closeIdleConnections === 'function') server.closeIdleConnections();
    });
    sessions.forEach((session) => session.close());
    settle();
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
