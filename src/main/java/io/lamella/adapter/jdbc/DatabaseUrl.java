package io.lamella.adapter.jdbc;

import java.util.regex.Pattern;

/// The JDBC URL of a database. Prints itself without secrets.
///
/// @param text as it was given; may hold secrets
public record DatabaseUrl(String text) {
    /// A value of a parameter whose name speaks of a secret: `password`, `sslpassword`, `keyStorePassword`, …
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;][^=&;]*(?:password|passwd|pwd|secret|token|credential)[^=&;]*=)[^&;]*");

    private static final Pattern PASSWORD = Pattern.compile("(?i)[?&;]password=");

    /// Everything in front of the host, as in `//user:password@host`. A password may hold slashes and the like.
    private static final Pattern USER_INFO = Pattern.compile("//[^/?]*@|//[^?]*:[^?]*@");

    /// @throws DatabaseException if it is of no database that is known
    public DatabaseUrl {
        if (!text.startsWith(PostgreSql.SCHEME)
                && !text.startsWith(MariaDb.SCHEME)
                && !text.startsWith(MariaDb.MYSQL_SCHEME)) {
            throw new DatabaseException("the URL of the database must begin with jdbc:postgresql:, jdbc:mariadb: or"
                    + " jdbc:mysql:, such as jdbc:postgresql://host:5432/shop, but was " + masked(text));
        }
        if (USER_INFO.matcher(text).find() || PASSWORD.matcher(text).find()) {
            throw new DatabaseException("the URL of the database must not have a password in it, but has: "
                    + masked(text) + ". Give --user, and the password by --password-file or LAMELLA_JDBC_PASSWORD");
        }
    }

    Database database() {
        return text.startsWith(PostgreSql.SCHEME) ? new PostgreSql(text) : MariaDb.of(text);
    }

    static String masked(String text) {
        return PARAMETER.matcher(USER_INFO.matcher(text).replaceAll("//…@")).replaceAll("$1…");
    }

    @Override
    public String toString() {
        return masked(text);
    }
}
