-- Appends the events of one producer that the stream does not have yet, so that a batch may be sent again after a cut.
--
-- KEYS[1]  the stream
-- KEYS[2]  hash: producer id -> "<last sequence number> <ms of the last append>"
-- ARGV[1]  producer id
-- ARGV[2]  sequence number of the first event
-- ARGV[3]  how many bytes the stream may take up in memory
-- ARGV[4…] the events, in order of their sequence numbers
--
-- Returns how many were appended. Error STREAMFULL: nothing was appended, as the stream has reached its cap.
-- A gap before the first event is accepted: the events before it were dropped, or this Redis lost its data.
local known = redis.call('HGET', KEYS[2], ARGV[1])
local last = known and tonumber(string.match(known, '^%d+')) or 0
local first = tonumber(ARGV[2])
local count = #ARGV - 3
local skip = math.max(0, math.min(count, last - first + 1))
if skip == count then return 0 end

local used = redis.call('MEMORY', 'USAGE', KEYS[1]) or 0
if used >= tonumber(ARGV[3]) then
  return redis.error_reply('STREAMFULL the stream takes up ' .. used .. ' bytes of ' .. ARGV[3])
end

local function remember(sequence)
  local now = redis.call('TIME')
  redis.call('HSET', KEYS[2], ARGV[1], string.format('%.0f %s%03d', sequence, now[1], math.floor(now[2] / 1000)))
end

for i = 4 + skip, #ARGV do
  local reply = redis.pcall('XADD', KEYS[1], '*', 'e', ARGV[i])
  if type(reply) == 'table' and reply.err then
    remember(first + i - 5)
    return reply
  end
end
remember(first + count - 1)
return count - skip
