echo "serving since $(date)"
while :; do sleep 3600; done
