/** So many requesters, each with one request under way, until all requests are answered. @returns requests a second */
export async function perSecond(
  requesters: number,
  requests: number,
  request: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const requester = async (): Promise<void> => {
    while (next < requests) {
      const index = next;
      next += 1;
      await request(index);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: requesters }, requester));
  return requests / ((performance.now() - began) / 1000);
}
