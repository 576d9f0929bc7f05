#!/usr/bin/env bash
# Has a real Spark read tables that the pipeline made, as `lamella ddl` declares them. Spark comes from Maven Central, as a library of
# 220 MB, in the version that src/test/spark/pom.xml pins.
#
# Exit codes: 0 all is right, 1 something is not, 75 it did not run, and says why.
set -euo pipefail
cd "$(dirname "$0")/../../.."

kept=$PWD/target/spark
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.7.0

mkdir -p "$kept"
./mvnw -B -ntp -q -f src/test/spark/pom.xml "$plugin:build-classpath" -Dmdep.outputFile="$kept/classpath" >"$kept/maven.log" 2>&1 || {
    tail -n 5 "$kept/maven.log" >&2
    echo "spark.sh: DID NOT RUN: Maven did not give Spark" >&2
    exit 75
}
LAMELLA_TEST_SPARK=$(cat "$kept/classpath") ./mvnw -B -ntp -q surefire:test -Dtest=SparkDdlTest -Djacoco.skip "$@"
