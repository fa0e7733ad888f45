-- A sign of life of a consumer, by the clock of Redis.
--
-- KEYS[1] sorted set: consumer -> ms of its last sign of life
-- ARGV[1] consumer
--
-- Returns the time in ms.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
return now
