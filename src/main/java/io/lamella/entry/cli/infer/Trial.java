package io.lamella.entry.cli.infer;

import io.lamella.core.decode.ValueProbe;
import java.util.Optional;

/// How many values of a column are written in one way. A way that none of the first values is written in is tried no more.
final class Trial {
    private static final long PATIENCE = 30;

    private final Written written;
    private final ValueProbe probe;
    private final boolean json;
    private long asked;
    private long fits;
    private Optional<String> misfit = Optional.empty();

    Trial(Written written, boolean json) {
        this.written = written;
        this.json = json;
        this.probe = written.probe(json);
    }

    Written written() {
        return written;
    }

    /// @param value a field of CSV, or JSON as it is written
    boolean add(String value) {
        if (fits == 0 && asked >= PATIENCE) {
            return false;
        }
        asked++;
        boolean fit = json ? probe.takesJson(value) : probe.takesField(value);
        if (fit) {
            fits++;
        } else if (misfit.isEmpty()) {
            misfit = Optional.of(value);
        }
        return fit;
    }

    long fits() {
        return fits;
    }

    /// The first value that does not fit.
    Optional<String> misfit() {
        return misfit;
    }
}
