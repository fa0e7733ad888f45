-- Reads a person's session and lets it live on. Writes only now and then: a page asks often.
-- KEYS[1]  the session (hash)
-- KEYS[2]  the person's epoch
-- ARGV[1]  now, in milliseconds
-- ARGV[2]  how long a session lives unused, in milliseconds
-- ARGV[3]  how old `seenAtMs` may be before it is written anew, in milliseconds
-- Returns  fields and values in turn; empty where there is no such session any more
local session = redis.call('HGETALL', KEYS[1])
if #session == 0 then
  return {}
end
local fields = {}
for i = 1, #session, 2 do
  fields[session[i]] = session[i + 1]
end
local now = tonumber(ARGV[1])
local ends = tonumber(fields['endsAtMs'])
if fields['epoch'] ~= (redis.call('GET', KEYS[2]) or '0') or ends <= now then
  redis.call('DEL', KEYS[1])
  return {}
end
if now - tonumber(fields['seenAtMs']) > tonumber(ARGV[3]) then
  redis.call('HSET', KEYS[1], 'seenAtMs', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], math.min(tonumber(ARGV[2]), ends - now))
end
return session
