-- Puts dead letters back on their stream, each once.
--
-- KEYS[1] the stream   KEYS[2] its dead letters
-- ARGV[1…] ids of dead letters
--
-- Returns how many were put back; those that are gone, or were replayed by another call, are left out.
local count = 0
for _, id in ipairs(ARGV) do
  local entry = redis.call('XRANGE', KEYS[2], id, id)[1]
  if entry then
    local fact = {}
    for i = 1, #entry[2], 2 do fact[entry[2][i]] = entry[2][i + 1] end
    redis.call('XADD', KEYS[1], '*', 'e', fact['e'])
    redis.call('XDEL', KEYS[2], id)
    count = count + 1
  end
end
return count
