-- Keeps a new session over many servers, unless its key has as many as it may.
--
-- KEYS    1 hash of the session; 2 sorted set of the key's sessions by when they end, in ms since 1970
--         Both share the hash tag of the organisation.
-- ARGV    1 id of the session
--         2 ttl (ms)
--         3 how many sessions a key may have
--         then fields of the hash and their values in turn
-- Returns 1, or 0 where the key has too many
--
-- Time is Redis' own: the clocks of gateways differ.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ttl = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
redis.call('PEXPIRE', KEYS[1], ttl)
redis.call('ZADD', KEYS[2], now + ttl, ARGV[1])
redis.call('PEXPIRE', KEYS[2], ttl)
return 1
