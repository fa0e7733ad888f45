-- Puts into the cache what was read of an organisation, unless its keys, members or roles changed since: a slow read must
-- not put back what was revoked meanwhile.
-- KEYS[1] generation of the organisation (integer)
-- KEYS[2] what was read
-- ARGV[1] generation that it was read under
-- ARGV[2] what was read, as JSON
-- ARGV[3] its life in milliseconds
-- Returns the generation that holds now; it was stored when it equals ARGV[1].
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
