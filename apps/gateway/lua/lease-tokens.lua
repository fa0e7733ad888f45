-- Gives out tokens of one to three buckets (key, team, organisation) of one principal: of all of them, or of none.
--
-- KEYS    1 to 3 hashes {level, at, rest, epoch}: tokens, when that was, until when the bucket gains nothing, the last
--         return of Redis that was applied; times in µs. A bucket that does not exist is full.
--         All share the hash tag of the organisation.
-- ARGV    1 least    tokens without which the call at the head of the queue cannot go; 0 where none waits
--         2 waiting  tokens that the waiting calls need together
--         3 epoch    µs: no bucket may count what it gained before this (Redis was away until then); 0 for never
--         then for each bucket: rate (tokens/s), capacity, rest (µs before a grant is gained back), held (tokens that the
--         gateway still has of it), lot (tokens to lease ahead of calls), patience (µs that a call may wait for a token)
-- Returns {given, wait, then for each bucket: granted, level × 1000, next}
--         given 1 or 0; wait: µs until what was granted may be used; next: µs until the bucket can give a token
--         (or `least`, where nothing was given)
--
-- Why a bucket rests is derived beside `planLeases` in src/rate-limit/lease-plan.ts.
-- Time is Redis' own: the clocks of gateways differ, and this one is the only one that all of them see.
-- A grant with a wait counts as made when the wait is over; `at` is then ahead of the clock.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local least, waiting, epoch = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
-- What a gateway may be late in learning that Redis is back, as tokens of so many seconds.
local RETURN_MARGIN = 0.01
-- A bucket that is further ahead than this was written before the clock of Redis was set back.
local AHEAD_MAX = 1000000

-- The level of a bucket at a time.
local function level_at(bucket, when)
  local gained = when - bucket.at
  if gained > 0 then gained = math.max(0, when - math.max(bucket.at, bucket.rest)) end
  return math.min(bucket.capacity, bucket.level + gained / 1000000 * bucket.rate)
end

-- How long until a bucket has so many tokens, in µs.
local function until_level(bucket, tokens)
  if bucket.current >= tokens then return 0 end
  local from, level = now, bucket.current
  if bucket.at > now then from, level = bucket.at, bucket.level end
  if level >= tokens then return math.ceil((tokens - bucket.current) / bucket.rate * 1000000) end
  return from - now + math.max(0, bucket.rest - from) + math.ceil((tokens - level) / bucket.rate * 1000000)
end

local buckets = {}
local servable = waiting
local wait = 0
for i, key in ipairs(KEYS) do
  local a = 3 + (i - 1) * 6
  local state = redis.call('HMGET', key, 'level', 'at', 'rest', 'epoch')
  local bucket = {
    rate = tonumber(ARGV[a + 1]), capacity = tonumber(ARGV[a + 2]), pause = tonumber(ARGV[a + 3]),
    held = tonumber(ARGV[a + 4]), lot = tonumber(ARGV[a + 5]), patience = tonumber(ARGV[a + 6]),
    at = tonumber(state[2]) or now, rest = tonumber(state[3]) or 0, epoch = tonumber(state[4]) or 0,
  }
  bucket.level = tonumber(state[1]) or bucket.capacity
  if bucket.at > now + AHEAD_MAX then
    bucket.at, bucket.rest = now, 0
    redis.call('HSET', key, 'at', string.format('%.0f', now), 'rest', 0)
  end
  bucket.current = level_at(bucket, now)
  if epoch > bucket.epoch then
    local gained = (math.max(0, now - epoch) / 1000000 - RETURN_MARGIN) * bucket.rate
    if gained < bucket.current then
      bucket.level, bucket.current, bucket.at = gained, gained, now
    end
    bucket.epoch = epoch
  end
  local usable = bucket.held + math.max(0, math.floor(bucket.current))
  servable = math.min(servable, usable)
  bucket.missing = least > usable and until_level(bucket, least - bucket.held) or 0
  wait = math.max(wait, bucket.missing)
  buckets[i] = bucket
end

local given = 1
if servable < least then
  for _, bucket in ipairs(buckets) do
    if bucket.missing > bucket.patience then given = 0 end
  end
  servable = least
end

local reply = {given, wait}
for i, bucket in ipairs(buckets) do
  local granted, next_token = 0, bucket.missing
  if given == 1 then
    local when = now + wait
    local level = level_at(bucket, when)
    granted = math.max(0, servable - bucket.held)
    if wait == 0 then granted = math.min(math.max(0, math.floor(level)), granted + bucket.lot) end
    if granted > 0 then
      local missing = (bucket.capacity - level) / bucket.rate * 1000000
      bucket.rest = math.max(bucket.rest, math.ceil(when + bucket.pause - missing))
    end
    level = math.floor((level - granted) * 1000000) / 1000000
    bucket.level, bucket.at, bucket.current = level, when, level - wait / 1000000 * bucket.rate
    local full = wait + math.max(0, bucket.rest - now) + (bucket.capacity - level) / bucket.rate * 1000000
    redis.call('HSET', KEYS[i], 'level', string.format('%.6f', level), 'at', string.format('%.0f', when),
      'rest', string.format('%.0f', bucket.rest), 'epoch', string.format('%.0f', bucket.epoch))
    redis.call('PEXPIRE', KEYS[i], math.ceil(full / 1000) + 1000)
    next_token = until_level(bucket, 1)
  end
  reply[#reply + 1] = granted
  reply[#reply + 1] = math.floor(bucket.current * 1000)
  reply[#reply + 1] = next_token
end
return reply
