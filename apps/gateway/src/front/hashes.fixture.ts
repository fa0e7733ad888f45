/** The hashes of a Redis, in memory. */
export class HashesFixture {
  private readonly hashes = new Map<string, Record<string, string>>();
  hgetall = async (key: string) => ({ ...this.hashes.get(key) });
  hset = async (key: string, field: string, value: string) => {
    this.hashes.set(key, { ...this.hashes.get(key), [field]: value });
    return 1;
  };
  hdel = async (key: string, field: string) => {
    delete this.hashes.get(key)?.[field];
    return 1;
  };
  hlen = async (key: string) => Object.keys(this.hashes.get(key) ?? {}).length;
  expire = async () => 1;
  del = async (key: string) => Number(this.hashes.delete(key));
}
