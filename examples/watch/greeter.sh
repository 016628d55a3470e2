# Reads its greeting once, when it starts.
greeting=$(cat src/greeting.txt)
echo "$greeting"
while :; do sleep 3600; done
