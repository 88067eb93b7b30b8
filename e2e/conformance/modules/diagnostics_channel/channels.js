const dc = require("diagnostics_channel");
const channel = dc.channel("app:event");
console.log(channel.name, channel.hasSubscribers, dc.channel("app:event") === channel, dc.hasSubscribers("app:event"));
const listener = (message, name) => console.log("heard", message, name);
dc.subscribe("app:event", listener);
console.log(channel.hasSubscribers);
channel.publish({ a: 1 });
console.log(dc.unsubscribe("app:event", listener), dc.unsubscribe("app:event", listener), channel.hasSubscribers);
channel.publish("nobody");
process.on("uncaughtException", (error) => console.log("uncaught", error.message));
channel.subscribe(() => {
  throw new Error("from a subscriber");
});
channel.subscribe(() => console.log("still called"));
channel.publish(1);
try {
  dc.channel(5);
} catch ({ code, message }) {
  console.log(code, message);
}
