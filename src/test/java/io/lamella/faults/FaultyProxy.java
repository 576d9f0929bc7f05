package io.lamella.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between clients and a server on the loopback interface, and does to their requests what it is told.
///
/// Requests and answers are taken in whole before they are passed on, each request on a connection of its own to the server. So
/// the proxy knows whether the server did something, and can cut anything anywhere.
final class FaultyProxy implements AutoCloseable {
    private final URI server;
    private final Service service;
    private final Fates fates;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<Socket> stalled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();

    private FaultyProxy(URI server, Service service, Fates fates) throws IOException {
        this.server = server;
        this.service = service;
        this.fates = fates;
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    static FaultyProxy start(URI server, Service service, Fates fates) throws IOException {
        var proxy = new FaultyProxy(server, service, fates);
        proxy.threads.execute(proxy::listen);
        return proxy;
    }

    URI endpoint() {
        return URI.create("http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort());
    }

    /// Requests that came, whatever became of them.
    long requests() {
        return requests.get();
    }

    /// Connections that are stalled now.
    int stalls() {
        return stalled.size();
    }

    /// Whether requests are still under way that will take effect late.
    boolean hasLateRequests() {
        return late.get() > 0;
    }

    /// Resets what is stalled. For when nothing more is to go wrong.
    void endStalls() {
        stalled.forEach(FaultyProxy::reset);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new IllegalStateException("the proxy must accept connections", e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream());
            for (var head = HttpMessage.readHead(in); !head.isEmpty(); head = HttpMessage.readHead(in)) {
                if (!exchange(client, in, head)) {
                    return;
                }
            }
        } catch (IOException e) {
            // A client that is killed, or a server that is stopped: the other side sees the end of its connection, too.
        }
    }

    /// Whether another request may follow on the connection.
    private boolean exchange(Socket client, InputStream in, List<String> head) throws IOException {
        var out = client.getOutputStream();
        if (new HttpMessage(head, new byte[0]).header("expect").isPresent()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        var request = HttpMessage.readBody(head, in).without("expect");
        requests.incrementAndGet();
        var fault = fates.fault(request);
        if (fault.isEmpty()) {
            out.write(forward(request).bytes());
            return true;
        }
        return suffer(fault.get(), request, client, out);
    }

    private boolean suffer(Fault fault, HttpMessage request, Socket client, OutputStream out) throws IOException {
        switch (fault) {
            case RESET_BEFORE -> reset(client);
            case REQUEST_CUT -> {
                forwardCut(request);
                reset(client);
            }
            case RESET_AFTER -> {
                forward(request);
                reset(client);
            }
            case ANSWER_CUT -> {
                out.write(fates.cut(forward(request)));
                client.close();
            }
            case ANSWER_RESET -> {
                out.write(fates.cut(forward(request)));
                reset(client);
            }
            case STALL_BEFORE -> stall(client);
            case STALL_AFTER -> {
                forward(request);
                stall(client);
            }
            case STALL_AMID -> {
                out.write(fates.cut(forward(request)));
                stall(client);
            }
            case LATE -> {
                forwardLater(request);
                reset(client);
            }
            case PAUSE -> {
                pause();
                out.write(forward(request).bytes());
            }
            case BUSY -> out.write(service.busy().bytes());
            case ERROR_AFTER -> {
                forward(request);
                out.write(service.broken().bytes());
            }
            case ERROR_IN_SUCCESS_BEFORE -> out.write(Service.brokenSuccess().bytes());
            case ERROR_IN_SUCCESS_AFTER -> {
                forward(request);
                out.write(Service.brokenSuccess().bytes());
            }
            case TWICE -> {
                out.write(forward(request).bytes());
                forwardLater(request);
            }
        }
        return !client.isClosed();
    }

    private HttpMessage forward(HttpMessage request) throws IOException {
        try (var connection = connect()) {
            connection.getOutputStream().write(lastOfItsConnection(request).bytes());
            boolean head = request.startLine().startsWith("HEAD ");
            return HttpMessage.readLastAnswer(new BufferedInputStream(connection.getInputStream()), head)
                    .without("connection");
        }
    }

    private void forwardCut(HttpMessage request) throws IOException {
        try (var connection = connect()) {
            connection.getOutputStream().write(fates.cut(lastOfItsConnection(request)));
        }
    }

    private Socket connect() throws IOException {
        return new Socket(server.getHost(), server.getPort());
    }

    private static HttpMessage lastOfItsConnection(HttpMessage request) {
        return request.without("connection").with("Connection: close");
    }

    private void forwardLater(HttpMessage request) {
        late.incrementAndGet();
        var _ = timer.schedule(
                () -> threads.execute(() -> {
                    try {
                        forward(request);
                    } catch (IOException e) {
                        // Nobody waits for the answer.
                    } finally {
                        late.decrementAndGet();
                    }
                }),
                fates.pauseMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Says nothing more, until the client hangs up or stalls are ended.
    private void stall(Socket client) {
        stalled.add(client);
        try {
            var _ = client.getInputStream().read();
        } catch (IOException e) {
            // It was reset.
        } finally {
            stalled.remove(client);
            reset(client);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(fates.pauseMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        endStalls();
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
