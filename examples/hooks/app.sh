echo "the state is $(cat work/state)"
while :; do sleep 1; done
