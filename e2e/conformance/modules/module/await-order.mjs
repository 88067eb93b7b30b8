// Siblings of a module that awaits run on; what imports it waits.
globalThis.log = [];
const source = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const slow = source("log.push('slow 1'); await null; await null; log.push('slow 2'); export default 's';");
const quick = source("log.push('quick'); Promise.resolve().then(() => log.push('tick 1')).then(() => log.push('tick 2'));");
const both = source(`import s from "${slow}"; import "${quick}"; log.push('both ' + s);`);
const other = source(`import "${slow}"; log.push('other');`);
const failing = source(`import "${both}"; import "${other}"; log.push('failing'); await 0; throw new RangeError('no');`);
const never = source(`import "${failing}"; log.push('never');`);
const results = await Promise.allSettled([import(never), import(failing), import(both)]);
console.log(log.join(", "));
console.log(results.map(({ status, reason }) => `${status} ${reason ?? ""}`));
console.log(results[0].reason === results[1].reason);
