#!/usr/bin/env bash
# Exports from PostgreSQL and MariaDB as Debian has them: every type, five million rows in little memory, killed and started again,
# into a folder and into S3.
# Servers that are not installed are fetched from Debian and unpacked below target/databases; nothing is installed, and nobody has to
# be root. Both run on loopback, on free ports, with folders of their own that are gone afterwards.
#
# Exit codes: 0 all is right, 1 something is not, 75 it did not run, and says why.
set -euo pipefail
cd "$(dirname "$0")/../../.."

kept=$PWD/target/databases
unpacked=$kept/root
password='a secret, with spaces'

did_not_run() {
    echo "databases.sh: DID NOT RUN: $1" >&2
    exit 75
}

# The first of the files that match $@, of those installed and those unpacked.
program() {
    local pattern file
    for pattern in "$@"; do
        for file in $pattern "$unpacked"$pattern; do
            [ -x "$file" ] && echo "$file" && return
        done
    done
    return 1
}

postgres_bin() {
    local initdb
    initdb=$(program '/usr/lib/postgresql/*/bin/initdb') && dirname "$initdb"
}

# Fetches packages of Debian and unpacks them.
unpack() {
    local package
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || did_not_run "this is no Debian, and $1 is not installed"
    mkdir -p "$kept/packages" "$unpacked"
    echo "fetching $* from Debian…"
    (cd "$kept/packages" && rm -f ./*.deb && apt-get -qq download "$@") >"$kept/apt.log" 2>&1 ||
        { tail -n 3 "$kept/apt.log" >&2; did_not_run "Debian did not give $* (apt-get update may help)"; }
    for package in "$kept"/packages/*.deb; do
        dpkg -x "$package" "$unpacked"
    done
}

# The package of PostgreSQL that this release of Debian has.
newest_postgresql() {
    apt-cache depends postgresql 2>/dev/null | sed -n 's/^ *Depends: \(postgresql-[0-9]*\)$/\1/p' | head -n 1
}

mkdir -p "$kept"
program /usr/sbin/mariadbd >/dev/null || unpack mariadb-server-core liburing2 libaio1
postgres_bin >/dev/null || unpack "$(newest_postgresql)" libpq5
libraries=$(find "$unpacked" -name '*.so.*' -printf '%h\n' 2>/dev/null | sort -u | paste -sd:)
[ -z "$libraries" ] || export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
mariadbd=$(program /usr/sbin/mariadbd)
postgres=$(postgres_bin)
share=$(program '/usr/share/mysql')
[ -r "$share/mysql_system_tables.sql" ] || did_not_run "$share has no system tables of MariaDB"

# In /tmp, since sockets have short names and other users must be able to reach it.
data=$(mktemp -d /tmp/lamella-databases.XXXXXX)
servers=()
# At once: told to end by SIGTERM, PostgreSQL would first wait for its clients.
stop() {
    local server
    for server in "${servers[@]}"; do
        kill "$server" 2>/dev/null && kill -INT "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    done
    rm -rf "$data"
}
trap stop EXIT

# Servers do not run as root.
as_nobody=()
if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null || did_not_run "there is no setpriv, and servers must not run as root"
    as_nobody=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    chown nobody "$data"
    chmod 755 "$data"
    "${as_nobody[@]}" test -x "$mariadbd" || did_not_run "the user nobody cannot reach $mariadbd"
fi

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Waits until a port of this machine answers, or server $2 is gone, with its log $3.
await() {
    local i
    for ((i = 0; i < 300; i++)); do
        (: >"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        kill -0 "$2" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 20 "$3" >&2
    did_not_run "a server did not start; see above"
}

start_mariadb() {
    local options=(--no-defaults "--datadir=$data/mariadb" "--lc-messages-dir=$share/english"
        "--character-sets-dir=$share/charsets" --skip-name-resolve --innodb-buffer-pool-size=64M
        --innodb-log-file-size=16M --loose-plugin-load-add=)
    "${as_nobody[@]}" mkdir "$data/mariadb"
    {
        printf 'create database mysql;\nuse mysql;\n'
        cat "$share/mysql_system_tables.sql" "$share/mysql_performance_tables.sql" "$share/mysql_system_tables_data.sql"
        printf 'flush privileges;\n'
        printf "create user lamella@'127.0.0.1' identified by '%s';\n" "$password"
        printf "grant all on *.* to lamella@'127.0.0.1';\ncreate database shop character set utf8mb4;\n"
    } | "${as_nobody[@]}" "$mariadbd" "${options[@]}" --bootstrap >"$kept/mariadb.log" 2>&1 || {
        tail -n 20 "$kept/mariadb.log" >&2
        did_not_run "MariaDB could not be set up; see above"
    }
    "${as_nobody[@]}" "$mariadbd" "${options[@]}" --bind-address=127.0.0.1 "--port=$1" "--socket=$data/mariadb.sock" \
        >>"$kept/mariadb.log" 2>&1 &
    servers+=($!)
    await "$1" $! "$kept/mariadb.log"
}

start_postgresql() {
    "${as_nobody[@]}" "$postgres/initdb" -D "$data/postgresql" -U lamella --pwfile="$data/password" -A scram-sha-256 -E UTF8 \
        --locale=C.UTF-8 -N >"$kept/postgresql.log" 2>&1 || {
        tail -n 20 "$kept/postgresql.log" >&2
        did_not_run "PostgreSQL could not be set up; see above"
    }
    "${as_nobody[@]}" "$postgres/postgres" -D "$data/postgresql" -p "$1" -k "$data" -c listen_addresses=127.0.0.1 -c fsync=off -c jit=off \
        >>"$kept/postgresql.log" 2>&1 &
    servers+=($!)
    await "$1" $! "$kept/postgresql.log"
}

echo "$password" >"$data/password"
chmod 644 "$data/password"
mariadb_port=$(free_port)
start_mariadb "$mariadb_port"
postgresql_port=$(free_port)
start_postgresql "$postgresql_port"

echo "exporting from $("$mariadbd" --no-defaults --version | cut -d' ' -f3- | cut -c1-60)"
echo "and from $("$postgres/postgres" --version)"
export LAMELLA_TEST_MARIADB=jdbc:mysql://127.0.0.1:$mariadb_port/shop
export LAMELLA_TEST_POSTGRESQL=jdbc:postgresql://127.0.0.1:$postgresql_port/postgres
export LAMELLA_TEST_PASSWORD_FILE=$data/password
./mvnw -B -ntp -q surefire:test -Dtest=ExportTypesTest,ExportRunsTest,ExportS3Test -Djacoco.skip "$@" || exit 1
grep -h 'rows with a heap of' target/surefire-reports/*Export{Runs,S3}Test.xml | sed 's/.*\(POSTGRESQL\|MARIADB\)/\1/' | sort -u
