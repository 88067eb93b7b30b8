const cause = new TypeError("the cause", { cause: "deeper" });
const error = new Error("outer", { cause });
error.extra = 1;
throw error;
