#!/usr/bin/env bash
# Deploys Lamella to emulators of AWS on this machine, without Docker and without an account, lets files land, and checks what
# becomes of them. Needs Linux, a JDK, Python with venv, Node, and answers from PyPI and npm. Keeps what it downloads in
# target/suite, infra-cdk/node_modules and Maven's repository.
#
# Exit codes: 0 all is right, 1 something is not, 75 it did not run, or not all of it, and says why.
set -euo pipefail
cd "$(dirname "$0")/.."

kept=$PWD/target/suite
suite=$PWD/localstack/suite
. .mvn/find-jdk.sh
find_jdk
mkdir -p "$kept"

complain() {
    echo "localstack/test.sh: $1" >&2
}

did_not_run() {
    complain "DID NOT RUN: $1"
    exit 75
}

# The first Python of version 3.$1 or later.
python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 "$HOME"/.pyenv/versions/3.*/bin/python3; do
        if "$candidate" -c "import sys, venv; sys.exit(sys.version_info < (3, $1))" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    complain "there is no Python 3.$1 or later with venv"
    return 1
}

# Makes the virtual environment $1, of what $1.txt pins, with Python 3.$2 or later.
virtual_environment() {
    local folder=$kept/$1 pinned=$suite/$1.txt log=$kept/$1.log python
    cmp -s "$pinned" "$folder/pinned.txt" && return
    python=$(python "$2") || return
    echo "installing $1 from PyPI, once…"
    rm -rf "$folder"
    if "$python" -m venv "$folder" >"$log" 2>&1 &&
        "$folder/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$pinned" >>"$log" 2>&1; then
        cp "$pinned" "$folder/pinned.txt"
    else
        tail -n 5 "$log" >&2
        complain "PyPI did not give what $pinned pins; all of pip's output is in $log"
        return 1
    fi
}

cdk_command_line() {
    local log=$kept/npm.log
    [ infra-cdk/node_modules/.package-lock.json -nt infra-cdk/package-lock.json ] && return
    command -v npm >/dev/null || {
        complain "there is no npm"
        return 1
    }
    (cd infra-cdk && npm ci --no-audit --no-fund) >"$log" 2>&1 || {
        tail -n 5 "$log" >&2
        complain "npm did not give the CDK; all of its output is in $log"
        return 1
    }
}

# Runs Maven, quietly unless it fails.
maven() { # name of the log, then arguments
    local log=$kept/$1.log
    ./mvnw -B -ntp "${@:2}" </dev/null >"$log" 2>&1 || {
        tail -n 40 "$log" >&2
        complain "Maven failed; all of its output is in $log"
        exit 1
    }
}

# `cdk` reads lamella.yaml with the classes that `install` put into Maven's repository.
is_installed() {
    local jar
    jar=$(find target -maxdepth 1 -name 'lamella-*-SNAPSHOT.jar' | head -n 1)
    [ -n "$jar" ] && [ -f target/function.zip ] &&
        [ -z "$(find pom.xml src/main -newer target/function.zip | head -n 1)" ] &&
        cmp -s "$jar" "$HOME"/.m2/repository/io/lamella/lamella/*/"$(basename "$jar")"
}

build() {
    echo "building…"
    maven build install -Dmaven.test.skip=true
}

# AWS' loop around functions of Java, of the version that the tests use.
runtime_jars() {
    local plugin=org.apache.maven.plugins:maven-dependency-plugin:3.7.0
    local jars=aws-lambda-java-runtime-interface-client,aws-lambda-java-core,aws-lambda-java-serialization,utils-lite
    [ "$kept/runtime" -nt pom.xml ] && return
    rm -rf "$kept/runtime" "$kept/runtime.new"
    maven runtime "$plugin:copy-dependencies" -DincludeArtifactIds="$jars" -DoutputDirectory="$kept/runtime.new"
    mv "$kept/runtime.new" "$kept/runtime"
}

[ "$(uname -s)" = Linux ] || did_not_run "AWS' loop around functions is for Linux, and this is $(uname -s)"
virtual_environment ministack 10 || did_not_run "see above"
cdk_command_line || did_not_run "see above"
localstack=$kept/localstack/bin
virtual_environment localstack 13 || localstack=
is_installed || build
runtime_jars
exec "$kept/ministack/bin/python" -B "$suite" "$kept/runtime" "$localstack"
