/// Results of queries, as rows: from PostgreSQL, MariaDB and MySQL.
@NullMarked
package io.lamella.adapter.jdbc;

import org.jspecify.annotations.NullMarked;
