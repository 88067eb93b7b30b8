const v8 = require("v8");
class Custom extends v8.DefaultSerializer {
  _writeHostObject(object) {
    this.writeUint32(7);
    this.writeRawBytes(Buffer.from([object.length]));
  }
}
const ser = new Custom();
ser.writeHeader();
ser.writeUint32(300);
ser.writeUint64(1, 2);
ser.writeDouble(0.5);
ser.writeRawBytes(Buffer.from("raw"));
ser.writeValue({ view: new Uint8Array(3) });
const bytes = ser.releaseBuffer();
console.log(bytes.toString("hex"));
class Reader extends v8.DefaultDeserializer {
  _readHostObject() {
    return { host: this.readUint32(), bytes: this.readRawBytes(1) };
  }
}
const des = new Reader(bytes);
console.log(des.readHeader(), des.getWireFormatVersion(), des.readUint32(), des.readUint64(), des.readDouble(), des.readRawBytes(3).toString(), des.readValue());
for (const f of [() => new v8.Deserializer(5), () => new v8.Serializer().writeRawBytes(5), () => v8.deserialize(Buffer.from([255, 99])), () => v8.deserialize(Buffer.from([255, 15, 1]))])
  try {
    f();
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
