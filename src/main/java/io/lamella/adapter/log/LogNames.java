package io.lamella.adapter.log;

import java.util.Map;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;
import org.jboss.logging.MDC;

/// The names of what a thread works on, for each line that anybody logs meanwhile: they stand in the log manager's MDC.
///
/// Work goes from thread to thread. Mutiny takes the names along by context propagation, which finds this class among the services.
public final class LogNames implements ThreadContextProvider {
    private static final Map<String, String> NONE = Map.of();
    private static final ThreadLocal<Map<String, String>> CURRENT = ThreadLocal.withInitial(() -> NONE);

    static void runAs(Map<String, String> names, Runnable work) {
        var before = change(names);
        try {
            work.run();
        } finally {
            change(before);
        }
    }

    /// Nearly always the names are those that are there: a thread goes through many steps of the same work.
    @SuppressWarnings("ReferenceEquality") // One map for each piece of work, and this is asked at each of its steps.
    private static Map<String, String> change(Map<String, String> names) {
        var before = CURRENT.get();
        if (before != names) {
            before.keySet().forEach(MDC::remove);
            names.forEach(MDC::put);
            CURRENT.set(names);
        }
        return before;
    }

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return snapshot(CURRENT.get());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(NONE);
    }

    private static ThreadContextSnapshot snapshot(Map<String, String> names) {
        return () -> {
            var before = change(names);
            return () -> change(before);
        };
    }

    @Override
    public String getThreadContextType() {
        return "lamella-log-names";
    }
}
