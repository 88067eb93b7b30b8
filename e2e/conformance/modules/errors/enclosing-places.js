function a() { return new Error('x'); } function b() { return a(); }
const c = () => b();
class D { m() { return c(); } static s() { return new D().m(); } }
const { prepareStackTrace } = Error;
Error.prepareStackTrace = (_e, sites) => sites.slice(0, 6).map((s) => [s.getFunctionName(), s.getLineNumber(), s.getColumnNumber(), s.getEnclosingLineNumber(), s.getEnclosingColumnNumber()].join(' '));
console.log(D.s().stack);
(async function e() { await null; console.log(a().stack.slice(0, 2)); })();
