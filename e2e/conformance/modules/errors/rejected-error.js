async function work() {
  const object = undefined;
  return object.property;
}
work();
