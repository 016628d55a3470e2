# Is up when it says so in its log.
echo "filling the cache"
sleep 0.3
echo "cache is warm"
exec sleep 2147483647
