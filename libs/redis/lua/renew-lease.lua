-- Prolongs a lease, if it is still the owner's.
-- KEYS[1] the lease
-- ARGV[1] its owner
-- ARGV[2] how long it then lasts, milliseconds
-- Returns 1 if it was prolonged, 0 if it had passed on.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
