-- Takes a consumer out of its group once nothing is left of it. One that leaves by itself is at once free to be taken over.
--
-- KEYS[1] the stream   KEYS[2] headers of records   KEYS[3] signs of life
-- ARGV[1] group   ARGV[2] the consumer
-- ARGV[3] after how many ms without a sign of life a consumer is dead; -1: it leaves by itself
--
-- Returns 1 when it was removed, 0 when it still has messages or records, or lives.
local seen = redis.call('ZSCORE', KEYS[3], ARGV[2])
if ARGV[3] == '-1' then
  redis.call('ZREM', KEYS[3], ARGV[2])
elseif seen then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  if now - tonumber(seen) <= tonumber(ARGV[3]) then return 0 end
end
if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
for _, header in ipairs(redis.call('HVALS', KEYS[2])) do
  if cjson.decode(header).owner == ARGV[2] then return 0 end
end
redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZREM', KEYS[3], ARGV[2])
return 1
