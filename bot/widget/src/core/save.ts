/** Handing things to the visitor: files, addresses, copies. */

/** Downloads `content` under `name`. */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The page's own address with the question in its fragment, which no server is ever sent. */
export function address(question: string): string {
  return new URL('#paris-ai=' + encodeURIComponent(question), location.href).href;
}

/** A map of the point, as a link: nothing is fetched before it is pressed. */
export function map(lat?: number, lon?: number): string | undefined {
  if (lat === undefined || lon === undefined) return;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}
