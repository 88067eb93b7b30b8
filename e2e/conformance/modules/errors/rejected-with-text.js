Promise.reject("only text");
