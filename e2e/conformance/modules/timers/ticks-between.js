for (let i = 0; i < 3; i++)
  setTimeout(() => {
    console.log("timeout", i);
    process.nextTick(() => console.log("tick", i));
    Promise.resolve().then(() => console.log("then", i));
  }, 1);
setTimeout(() => {
  for (let i = 0; i < 2; i++) setImmediate(() => { console.log("immediate", i); queueMicrotask(() => console.log("microtask", i)); process.nextTick(() => console.log("tick", i)); });
}, 20);
