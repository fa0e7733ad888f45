-- Moves messages that cannot be read to the dead letters, if they are this consumer's and in no record.
--
-- KEYS[1] the stream   KEYS[2] set of recorded ids   KEYS[3] stream of dead letters
-- ARGV[1] group   ARGV[2] consumer   ARGV[3] how many dead letters are kept at most   ARGV[4…] id and reason of each
--
-- Returns how many were moved.
local moved = 0
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 4, #ARGV, 2 do
  local id = ARGV[i]
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1, ARGV[2])
  if #pending == 1 and redis.call('SISMEMBER', KEYS[2], id) == 0 then
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', 'id', id, 'reason', ARGV[i + 1],
      'at', now, 'e', entry and entry[2][2] or '')
    redis.call('XACK', KEYS[1], ARGV[1], id)
    moved = moved + 1
  end
end
return moved
