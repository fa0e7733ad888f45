-- Takes one of the attempts that may be made in a sliding window, if one is left; or only looks whether one is.
-- KEYS[1]  the window (sorted set of attempts by their time)
-- ARGV[1]  now, in milliseconds
-- ARGV[2]  length of the window, in milliseconds
-- ARGV[3]  how many attempts it holds
-- ARGV[4]  name of this attempt; empty: only looks, and writes nothing
-- Returns  0 where it was taken or is there, else how many milliseconds until one is free
local now = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
if ARGV[4] == '' then
  if redis.call('ZCOUNT', KEYS[1], '(' .. (now - window), '+inf') < tonumber(ARGV[3]) then
    return 0
  end
  local first = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. (now - window), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  return math.max(1, math.ceil(tonumber(first[2]) + window - now))
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[3]) then
  redis.call('ZADD', KEYS[1], now, ARGV[4])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return math.max(1, math.ceil(tonumber(oldest[2]) + window - now))
