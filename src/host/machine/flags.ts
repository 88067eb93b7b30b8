/** Flag and mode bits of Linux on x86-64 (fcntl.h, stat.h), which are also those of `fs.constants`. */
const O_ACCMODE = 0o3;
export const O_RDONLY = 0;
export const O_WRONLY = 0o1;
export const O_RDWR = 0o2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;

export const S_IFMT = 0o170000;
export const S_IFIFO = 0o010000;
export const S_IFCHR = 0o020000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;
export const S_IFSOCK = 0o140000;

export const R_OK = 4;
export const W_OK = 2;
export const X_OK = 1;

/** libuv's UV_DIRENT_*, by file type bits. */
export function direntType(mode: number): number {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return 1;
    case S_IFDIR:
      return 2;
    case S_IFLNK:
      return 3;
    case S_IFIFO:
      return 4;
    case S_IFSOCK:
      return 5;
    case S_IFCHR:
      return 6;
    default:
      return 0;
  }
}

export const readable = (flags: number): boolean => (flags & O_ACCMODE) !== O_WRONLY;
export const writable = (flags: number): boolean => (flags & O_ACCMODE) !== O_RDONLY;
