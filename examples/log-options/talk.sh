# Says something on stdout and, now and then, on stderr.
n=0
while :; do
    n=$((n + 1))
    echo "line $n"
    [ $((n % 10)) != 0 ] || echo "that was line $n" >&2
    sleep 0.1
done
