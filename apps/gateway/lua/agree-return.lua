-- Gateways that lost Redis go back to the shared buckets at one time, which the first of them to return sets.
--
-- KEYS    1 that time (µs since 1970, Redis' own clock)
-- ARGV    1 ms until then, for the first
-- Returns {that time, now}, as strings of µs.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local settle = tonumber(ARGV[1])
local at = redis.call('GET', KEYS[1])
if not at then
  at = string.format('%.0f', now + settle * 1000)
  -- Kept a while longer, for gateways that are late.
  redis.call('SET', KEYS[1], at, 'PX', settle + 1000)
end
return {at, string.format('%.0f', now)}
