const { AsyncResource, executionAsyncId, triggerAsyncId, executionAsyncResource } = require("async_hooks");
console.log(executionAsyncId(), triggerAsyncId(), typeof executionAsyncResource());
class Job extends AsyncResource {
  constructor() {
    super("Job", { triggerAsyncId: 1, requireManualDestroy: true });
  }
}
const job = new Job();
job.runInAsyncScope(function (a) {
  console.log(this.x, a, executionAsyncId() === job.asyncId(), triggerAsyncId() === job.triggerAsyncId(), executionAsyncResource() === job);
}, { x: 1 }, 2);
console.log(executionAsyncId(), job.triggerAsyncId(), job.emitDestroy() === job);
const bound = AsyncResource.bind(function (v) { return [this === undefined || this === globalThis, v]; }, "T");
console.log(bound(5), bound.length);
for (const make of [() => new AsyncResource(), () => new AsyncResource(""), () => new AsyncResource("x", { triggerAsyncId: -2 }), () => AsyncResource.bind(5)]) {
  try {
    make();
    console.log("fine");
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
