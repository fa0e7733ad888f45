-- Gives out tokens of one to three buckets (key, team, organisation) of one principal: of all of them, or of none.
--
-- KEYS    1 to 3 hashes {level, at, epoch}: tokens, when that was (µs), the last return of Redis that was applied (µs).
--         A bucket that does not exist is full. All share the hash tag of the organisation.
-- ARGV    1 least    tokens without which the call at the head of the queue cannot go; 0 where none waits
--         2 waiting  tokens that the waiting calls need together
--         3 epoch    µs: no bucket may count what it gained before this (Redis was away until then); 0 for never
--         then for each bucket: rate (tokens/s), capacity, held (tokens that the gateway still has of it),
--         lot (tokens to lease ahead of calls), patience (µs that a call may wait for the next token)
-- Returns {given, wait, then for each bucket: granted, level × 1000, next}
--         given 1 or 0; wait: µs until what was granted may be used; next: µs until the bucket can give a token
--         (or `least`, where nothing was given)
--
-- Time is Redis' own: the clocks of gateways differ, and this one is the only one that all of them see.
-- A grant with a wait counts as made when the wait is over.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local least, waiting, epoch = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
-- What a gateway may be late in learning that Redis is back, as tokens of so many seconds.
local RETURN_MARGIN = 0.01

local buckets = {}
local servable = waiting
local wait = 0
for i, key in ipairs(KEYS) do
  local a = 3 + (i - 1) * 5
  local bucket = {
    rate = tonumber(ARGV[a + 1]), capacity = tonumber(ARGV[a + 2]), held = tonumber(ARGV[a + 3]),
    lot = tonumber(ARGV[a + 4]), patience = tonumber(ARGV[a + 5]),
  }
  local state = redis.call('HMGET', key, 'level', 'at', 'epoch')
  local level = tonumber(state[1]) or bucket.capacity
  local at = tonumber(state[2]) or now
  -- The clock of Redis was set back: start from there.
  if now < at then redis.call('HSET', key, 'at', string.format('%.0f', now)) end
  local elapsed = math.max(0, now - at) / 1000000
  level = math.min(bucket.capacity, level + elapsed * bucket.rate)
  bucket.epoch = tonumber(state[3]) or 0
  if epoch > bucket.epoch then
    level = math.min(level, (math.max(0, now - epoch) / 1000000 - RETURN_MARGIN) * bucket.rate)
    bucket.epoch = epoch
  end
  bucket.level = level
  bucket.whole = math.max(0, math.floor(level))
  servable = math.min(servable, bucket.held + bucket.whole)
  bucket.missing = math.max(0, math.ceil((least - bucket.held - level) / bucket.rate * 1000000))
  if least > bucket.held + bucket.whole then wait = math.max(wait, bucket.missing) end
  buckets[i] = bucket
end

local reply = {1, wait}
if servable < least then
  for _, bucket in ipairs(buckets) do
    if bucket.missing > bucket.patience then reply[1] = 0 end
  end
  servable = least
end

for i, bucket in ipairs(buckets) do
  if reply[1] == 0 then
    reply[#reply + 1] = 0
    reply[#reply + 1] = math.floor(bucket.level * 1000)
    reply[#reply + 1] = bucket.missing
  else
    local granted = math.max(0, servable - bucket.held)
    if wait == 0 then granted = math.min(bucket.whole, granted + bucket.lot) end
    -- As if taken when the wait is over: until then the bucket may not fill up again.
    local level = math.min(bucket.level, bucket.capacity - wait / 1000000 * bucket.rate) - granted
    level = math.floor(level * 1000000) / 1000000
    local fullMs = math.ceil((bucket.capacity - level) / bucket.rate * 1000) + 1000
    redis.call('HSET', KEYS[i], 'level', string.format('%.6f', level), 'at', string.format('%.0f', now),
      'epoch', string.format('%.0f', bucket.epoch))
    redis.call('PEXPIRE', KEYS[i], fullMs)
    reply[#reply + 1] = granted
    reply[#reply + 1] = math.floor(level * 1000)
    reply[#reply + 1] = math.max(0, math.ceil((1 - level) / bucket.rate * 1000000))
  end
end
return reply
