-- Appends the events of one producer that the stream does not have yet, so that a batch may be sent again after a cut.
--
-- KEYS[1]  the stream
-- KEYS[2]  hash: producer id -> "<last sequence number> <ms of the last append>"
-- ARGV[1]  producer id
-- ARGV[2]  sequence number of the first event
-- ARGV[3]  how many events there are
-- ARGV[4]  how many bytes the stream may take up in memory
-- ARGV[5]  1: sent while the batch before it was not answered for
-- ARGV[6]  the events in order of their sequence numbers, one a line (an argument each costs the client much more)
--
-- Returns how many were appended. Error STREAMFULL: nothing was appended, as the stream has reached its cap.
-- Error GAP: nothing was appended, as this batch was sent after another that was not. Of a batch that was sent alone, a gap
-- before its first event is accepted: this Redis lost its data.
local first, count, lines = tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[6]
local known = redis.call('HGET', KEYS[2], ARGV[1])
local last = known and tonumber(string.match(known, '^%d+')) or 0
if last >= first + count - 1 then return 0 end
if ARGV[5] == '1' and first > last + 1 then return redis.error_reply('GAP the batch before is missing') end

local used = redis.call('MEMORY', 'USAGE', KEYS[1]) or 0
if used >= tonumber(ARGV[4]) then
  return redis.error_reply('STREAMFULL the stream takes up ' .. used .. ' bytes of ' .. ARGV[4])
end

local function remember(sequence)
  local now = redis.call('TIME')
  redis.call('HSET', KEYS[2], ARGV[1], string.format('%.0f %s%03d', sequence, now[1], math.floor(now[2] / 1000)))
end

local from, appended = 1, 0
for sequence = first, first + count - 1 do
  local to = string.find(lines, '\n', from, true) or #lines + 1
  if sequence > last then
    local reply = redis.pcall('XADD', KEYS[1], '*', 'e', string.sub(lines, from, to - 1))
    if type(reply) == 'table' and reply.err then
      remember(sequence - 1)
      return reply
    end
    appended = appended + 1
  end
  from = to + 1
end
remember(first + count - 1)
return appended
