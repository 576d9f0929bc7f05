package io.lamella.entry.cli.live;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may ask. The server is bound to this machine, but any page in a browser of this machine can send requests to it, and one whose name was bent to
/// 127.0.0.1 (DNS rebinding) could read the answers.
final class Guard {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> SITES = Set.of("same-origin", "none");

    private Guard() {}

    /// Why a request is refused; empty if it is not.
    static Optional<Answer> refusal(String method, Headers headers) {
        if (!METHODS.contains(method)) {
            return Optional.of(Answer.refusal(405, "This page is only there to be read."));
        }
        var host = host(headers.getFirst("Host"));
        if (!HOSTS.contains(host)) {
            return Optional.of(Answer.refusal(
                    421, "This page is for this machine only: ask for it at http://127.0.0.1 or http://localhost."));
        }
        // Browsers say so; others that ask are no threat.
        var site = headers.getFirst("Sec-Fetch-Site");
        boolean opened = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        return site == null || SITES.contains(site) || opened
                ? Optional.empty()
                : Optional.of(Answer.refusal(403, "This page does not answer to other sites."));
    }

    /// Without the port: a tunnel may end at another one.
    private static String host(@Nullable String header) {
        var text = header == null ? "" : header.toLowerCase(Locale.ROOT);
        return text.replaceFirst(":[0-9]{1,5}$", "");
    }
}
