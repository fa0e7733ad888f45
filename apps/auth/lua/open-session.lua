-- Opens a person's session, unless all of theirs were ended since they began to sign in.
-- KEYS[1]  the session (hash)
-- KEYS[2]  the person's sessions (sorted set of digests by their latest end)
-- KEYS[3]  the person's epoch
-- ARGV[1]  the epoch when the sign-in began
-- ARGV[2]  now, in milliseconds
-- ARGV[3]  the session's latest end, in milliseconds
-- ARGV[4]  how long it lives unused, in milliseconds
-- ARGV[5]  how many sessions a person may have; the ones that would end first make room
-- ARGV[6]  the session's digest
-- ARGV[7]  prefix of the keys of the person's sessions
-- ARGV[8…] fields and values
-- Returns  1, or 0 where the epoch has moved on
local epoch = redis.call('GET', KEYS[3]) or '0'
if epoch ~= ARGV[1] then
  return 0
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
redis.call('HSET', KEYS[1], 'epoch', epoch, 'endsAtMs', ARGV[3], 'seenAtMs', ARGV[2], unpack(ARGV, 8))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[6])
redis.call('PEXPIREAT', KEYS[2], ARGV[3])
local surplus = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[5])
if surplus > 0 then
  for _, digest in ipairs(redis.call('ZRANGE', KEYS[2], 0, surplus - 1)) do
    redis.call('DEL', ARGV[7] .. digest)
    redis.call('ZREM', KEYS[2], digest)
  end
end
return 1
