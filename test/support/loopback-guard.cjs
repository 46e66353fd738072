// Watches where a process connects to. Loaded by `node -r` it writes what it saw to GUARD_FILE at the end;
// required by a test it is asked for it.
const dns = require('node:dns')
const dgram = require('node:dgram')
const { writeFileSync } = require('node:fs')
const net = require('node:net')

const local = new Set(['', 'localhost', '127.0.0.1', '::1', '::ffff:127.0.0.1'])
const isLocal = (host) => local.has(host) || /^127\./.test(host)

/** Watches from now on until `stop`. */
const watch = () => {
  const seen = { loopback: 0, outside: [] }
  const note = (how, host) => {
    if (isLocal(String(host ?? ''))) seen.loopback += 1
    else seen.outside.push(`${how} ${host}`)
  }
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (...args) {
    // The first argument is the list of normalised arguments where node itself calls.
    const [first, second] = Array.isArray(args[0]) ? args[0] : args
    const options = typeof first === 'object' && first !== null ? first : { port: first, host: second }
    // A path is a socket file of this machine.
    if (typeof options.path !== 'string')
      note('connect', typeof options.host === 'string' ? options.host : '')
    return connect.apply(this, args)
  }
  const { lookup } = dns
  dns.lookup = (host, ...rest) => {
    note('lookup', host)
    return lookup(host, ...rest)
  }
  const { resolve } = dns
  dns.resolve = (host, ...rest) => {
    note('resolve', host)
    return resolve(host, ...rest)
  }
  const { send } = dgram.Socket.prototype
  dgram.Socket.prototype.send = function (...args) {
    note('datagram', args.findLast((arg) => typeof arg === 'string') ?? '')
    return send.apply(this, args)
  }
  const stop = () => {
    net.Socket.prototype.connect = connect
    dgram.Socket.prototype.send = send
    Object.assign(dns, { lookup, resolve })
  }
  return { seen, stop }
}

if (process.env.GUARD_FILE !== undefined) {
  const { seen } = watch()
  process.on('exit', () => writeFileSync(process.env.GUARD_FILE, JSON.stringify(seen)))
}

module.exports = { watch }
