# What bin/spark-class of a distribution does: asks Spark's launcher for the command line, and becomes that.
command=()
while IFS= read -r -d '' word; do
    command+=("$word")
done < <("$JAVA_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
# Before the first word stands an empty line, ended as a word is.
if ((${#command[@]} < 3)); then
    echo "Spark's launcher gave no command for $*" >&2
    exit 125
fi
command[1]=${command[1]#$'\n'}
exec "${command[@]:1}"
