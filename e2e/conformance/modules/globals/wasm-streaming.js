const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const response = (body, type = "application/wasm", status = 200) =>
  new Response(body, { status, headers: { "Content-Type": type } });

(async () => {
  const { compileStreaming, instantiateStreaming } = WebAssembly;
  console.log(compileStreaming.length, instantiateStreaming.length, String(compileStreaming));
  console.log(await WebAssembly.compileStreaming(response(bytes)));
  console.log(await WebAssembly.instantiateStreaming(Promise.resolve(response(bytes)), {}));
  const parts = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  console.log(WebAssembly.Module.exports(await WebAssembly.compileStreaming(response(parts))));
  const used = response(bytes);
  await used.arrayBuffer();
  for (const name of ["compileStreaming", "instantiateStreaming"])
    for (const value of [
      undefined,
      {},
      bytes,
      used,
      response(bytes, "text/html"),
      response(bytes, "application/wasm;"),
      response(bytes, undefined, 404),
      response(new Uint8Array(8)),
      response(bytes.subarray(0, 6)),
      response(null),
      Promise.reject(new RangeError("refused")),
    ])
      await WebAssembly[name](value).catch((error) =>
        console.log(name, error.name, error.code, error.message),
      );
  await WebAssembly.instantiateStreaming(response(bytes), 5).catch((error) =>
    console.log(error.name, error.message),
  );
})();
