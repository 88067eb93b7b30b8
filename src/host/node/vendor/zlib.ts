/** zlib's own streaming interface, in JavaScript. */
export {
  ZStream,
  zlibDeflate as deflate,
  zlibDeflateInit2 as deflateInit2,
  zlibDeflateReset as deflateReset,
  zlibDeflateSetDictionary as deflateSetDictionary,
  zlibInflate as inflate,
  zlibInflateInit2 as inflateInit2,
  zlibInflateReset as inflateReset,
  zlibInflateSetDictionary as inflateSetDictionary,
} from "pako";
