# Runs a command in a process group of its own and kills the whole group (also what is stopped, also grandchildren) when
# the command has ended, or when standard input does, as it does where the process at its other end is killed.
exec 3<&0
set -m
"$@" 3<&- </dev/null &
job=$!
set +m
{ read -r _ <&3; kill -KILL -- "-$job"; } 2>/dev/null &
reader=$!
wait "$job"
code=$?
kill "$reader" 2>/dev/null
kill -KILL -- "-$job" 2>/dev/null
exit "$code"
