// Headers in all their shapes: repeated, joined, cookies, raw, distinct, trailers.
const http = require("node:http");
const server = http.createServer((request, response) => {
  console.log(request.headers["set-cookie"], request.headers.cookie, request.headers.accept, request.headers.host, request.headers["x-multi"]);
  console.log(request.headersDistinct["x-multi"], request.rawHeaders.filter((_, index) => index % 2 === 0).join());
  request.resume().on("end", () => {
    console.log("trailers", request.trailers, request.rawTrailers);
    response.appendHeader("X-A", "1").appendHeader("X-A", "2");
    response.setHeaders(new Headers({ foo: "bar", baz: "qux" }));
    response.setHeader("Set-Cookie", ["a=1", "b=2"]);
    console.log(response.getHeader("x-a"), response.getHeaders(), response.getRawHeaderNames());
    response.removeHeader("Foo");
    response.writeHead(200, "Fine", { baz: "over" });
    response.addTrailers([["X-T", "t"]]);
    response.end("x");
    try {
      response.setHeader("late", "1");
    } catch (error) {
      console.log(error.code, error.message);
    }
  });
});
server.listen(0, () => {
  const headers = { Host: "named", "X-Multi": ["1", "2"], Cookie: ["c=1", "d=2"], Accept: "a", "Transfer-Encoding": "chunked", Trailer: "X-End" };
  const request = http.request({ port: server.address().port, method: "PUT", headers, agent: false }, (response) => {
    const { date, ...rest } = response.headers;
    console.log(response.statusMessage, rest, typeof date);
    response.resume().on("end", () => {
      console.log(response.trailers);
      server.close();
    });
  });
  request.write("body");
  request.addTrailers({ "X-End": "yes" });
  request.end();
});
