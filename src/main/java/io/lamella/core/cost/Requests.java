package io.lamella.core.cost;

/// Requests to S3, by what it charges for them. Deletions and aborts are free.
///
/// @param puts charged as PUT, COPY, POST or LIST
/// @param gets charged as GET
public record Requests(double puts, double gets) {
    static final Requests NONE = new Requests(0, 0);

    Requests plus(Requests other) {
        return new Requests(puts + other.puts, gets + other.gets);
    }

    Requests times(double count) {
        return new Requests(puts * count, gets * count);
    }
}
