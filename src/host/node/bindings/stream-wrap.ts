import type { MakeBinding } from "../binding.ts";
import {
  kArrayBufferOffset,
  kBytesWritten,
  kLastWriteWasAsync,
  kReadBytesOrError,
  streamBase,
} from "./stream-base.ts";

/** `internalBinding('stream_wrap')`: what all streams share. */
export const streamWrapBinding: MakeBinding = (context) => {
  const { LibuvStreamWrap, WriteWrap, ShutdownWrap, streamBaseState } = streamBase(context);
  return {
    LibuvStreamWrap,
    WriteWrap,
    ShutdownWrap,
    streamBaseState,
    kReadBytesOrError,
    kArrayBufferOffset,
    kBytesWritten,
    kLastWriteWasAsync,
  };
};
