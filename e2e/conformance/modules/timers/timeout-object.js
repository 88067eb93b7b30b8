const timeout = setTimeout(() => {}, 5.7, 1);
console.log(timeout.constructor.name, timeout.hasRef(), timeout.unref() === timeout, timeout.hasRef(), timeout.ref().hasRef());
console.log(typeof timeout[Symbol.toPrimitive](), +timeout > 0, `${timeout}` === String(+timeout), timeout[Symbol.dispose] !== undefined);
console.log(Object.keys(timeout).join(), timeout._idleTimeout, timeout._repeat);
clearTimeout(String(+timeout));
console.log(timeout._destroyed, timeout._idleTimeout);
const immediate = setImmediate(() => console.log("never"));
console.log(immediate.constructor.name, immediate.hasRef(), Object.keys(immediate).join(), immediate.unref().hasRef());
immediate[Symbol.dispose]();
{
  using gone = setTimeout(() => console.log("never"), 1);
  console.log(gone.hasRef());
}
