-- Changes one field of a session over many servers, if it is still what its changer saw: two gateways may find at the same
-- time that a server has to be greeted anew.
--
-- KEYS    1 hash of the session
-- ARGV    1 field
--         2 value that it has now; empty for none, `*` for any
--         3 value that it gets; empty for none
-- Returns the value that the field has then, empty for none; nil where there is no such session

if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
local current = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if ARGV[2] ~= '*' and current ~= ARGV[2] then return current end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
return ARGV[3]
