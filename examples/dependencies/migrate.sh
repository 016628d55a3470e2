# Done when it ends with 0.
echo "tables are as they should be"
