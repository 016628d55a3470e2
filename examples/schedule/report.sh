echo "report of $(date)"
