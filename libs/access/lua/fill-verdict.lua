-- Puts a verdict about an API key into the cache, unless the organisation's keys, members or roles changed since it was
-- given: a slow validation must not put back what was revoked meanwhile.
-- KEYS[1] generation of the organisation (integer)
-- KEYS[2] verdict about the key
-- ARGV[1] generation that the verdict was given under
-- ARGV[2] verdict as JSON
-- ARGV[3] life of the verdict in milliseconds
-- Returns the generation that holds now; the verdict was stored when it equals ARGV[1].
local given = tonumber(ARGV[1])
local current = tonumber(redis.call('GET', KEYS[1]))
if current == nil or current < given then
  -- Redis knows less than the auth service, e.g. after it was emptied.
  redis.call('SET', KEYS[1], ARGV[1])
  current = given
end
if current == given then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
end
return current
