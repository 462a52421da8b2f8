/** From an exported SVG to a PNG, twice as fine as the screen where its size allows. */

const FINE = 2;
/** Widest and highest picture that browsers draw, in pixels. */
const LARGEST = 8000;

/** @returns the PNG as base64 */
export async function pngOf(svg: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(FINE, LARGEST / image.width, LARGEST / image.height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(image.width * scale);
    canvas.height = Math.ceil(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
