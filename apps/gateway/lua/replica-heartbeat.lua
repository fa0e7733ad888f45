-- A gateway's sign of life, and which gateways gave one lately.
--
-- KEYS    1 sorted set of replicas, `<id> <address>`, by the time of their last sign of life (ms, Redis' own clock)
-- ARGV    1 this replica   2 ms after which a silent replica no longer counts
-- Returns the live replicas, this one included.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local life = tonumber(ARGV[2])
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - life))
redis.call('PEXPIRE', KEYS[1], life * 2)
return redis.call('ZRANGE', KEYS[1], 0, -1)
