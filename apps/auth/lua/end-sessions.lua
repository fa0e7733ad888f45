-- Ends all sessions of a person, but for one where that is asked.
-- KEYS[1]  the person's sessions (sorted set of digests)
-- KEYS[2]  the person's epoch
-- KEYS[3]  the session that stays, or any other key where none does
-- ARGV[1]  prefix of the keys of the person's sessions
-- ARGV[2]  digest of the session that stays, or empty
-- Returns  how many were ended
local epoch = redis.call('INCR', KEYS[2])
local ended = 0
for _, digest in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if digest ~= ARGV[2] then
    ended = ended + redis.call('DEL', ARGV[1] .. digest)
    redis.call('ZREM', KEYS[1], digest)
  end
end
if ARGV[2] ~= '' and redis.call('EXISTS', KEYS[3]) == 1 then
  redis.call('HSET', KEYS[3], 'epoch', tostring(epoch))
end
return ended
