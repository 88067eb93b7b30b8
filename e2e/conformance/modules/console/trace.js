// trace writes where it was called.
function where() {
  console.trace("here %s", "now");
}
where();
console.group();
console.trace();
console.groupEnd();
