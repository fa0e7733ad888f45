-- Reads a session over many servers, which thereby lasts as long again.
--
-- KEYS    1 hash of the session; 2 sorted set of the key's sessions by when they end, in ms since 1970
--         Both share the hash tag of the organisation.
-- ARGV    1 id of the session
--         2 ttl (ms)
-- Returns fields of the hash and their values in turn; none where there is no such session

local fields = redis.call('HGETALL', KEYS[1])
if #fields == 0 then return fields end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ttl = tonumber(ARGV[2])
redis.call('PEXPIRE', KEYS[1], ttl)
redis.call('ZADD', KEYS[2], now + ttl, ARGV[1])
redis.call('PEXPIRE', KEYS[2], ttl)
return fields
