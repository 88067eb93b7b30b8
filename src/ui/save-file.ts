/** Saves a file on the person's disk, as a download. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then, however slow the disk.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
