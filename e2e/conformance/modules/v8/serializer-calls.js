// The serializer's classes are functions that want `new`; subclasses and their methods.
const v8 = require("node:v8");
for (const Class of [v8.Serializer, v8.Deserializer]) {
  console.log(Class, Class.length, Class.name, Class.prototype.constructor === Class);
  console.log(Object.keys(Class.prototype).sort());
  try {
    Class();
  } catch (error) {
    console.log(error.name, error.code, error.message, Object.keys(error));
  }
  class Own extends Class {}
  console.log(new Own(Buffer.alloc(3)), new Own(Buffer.alloc(3)) instanceof Class, new Class(Buffer.alloc(1)));
}
