// Required before anything else: every way to the network ends here, and says so.
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

function refuse() {
  process.stderr.write("NETWORK USED\n");
  throw new Error("The network is off.");
}

net.Socket.prototype.connect = refuse;
net.Server.prototype.listen = refuse;
dgram.createSocket = refuse;
dns.lookup = refuse;
dns.resolve = refuse;
dns.promises.lookup = refuse;
dns.promises.resolve = refuse;
