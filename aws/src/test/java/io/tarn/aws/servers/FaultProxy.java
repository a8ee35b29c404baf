package io.tarn.aws.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Stands before a server and does to requests and answers what networks and servers do. One request for each
 * connection. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int MOST_HEAD = 64 << 10;

    private final URI server;
    private final ServerSocket socket;
    private final AtomicReference<Function<Request, Fault>> faults = new AtomicReference<>(request -> Fault.NONE);

    /**
     * A request as it came.
     *
     * @param path undecoded, with the query
     * @param head all of it, the first line included
     */
    public record Request(String method, String path, String head) {
        /** As {@code PUT bucket/key}, {@code POST bucket/key?uploadId=…}; enough to choose. */
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * What is done to one request.
     *
     * @param reaches it is given to the server, and takes effect
     * @param answer instead of the server's; null for the server's own, "" for none: the connection breaks
     * @param bytes after so many of the answer the connection breaks
     */
    public record Fault(boolean reaches, String answer, long delayMillis, int bytes) {
        public static final Fault NONE = new Fault(true, null, 0, Integer.MAX_VALUE);
        /** It breaks before the server has it. */
        public static final Fault NOT_SENT = new Fault(false, "", 0, 0);
        /** It takes effect, and nobody hears of it. */
        public static final Fault ANSWER_LOST = new Fault(true, "", 0, 0);

        /** The server refuses it with this status and code. */
        public static Fault refused(int status, String code) {
            return new Fault(false, error(status, code), 0, Integer.MAX_VALUE);
        }

        /** It takes effect, and the answer says that it failed. */
        public static Fault doneBut(int status, String code) {
            return new Fault(true, error(status, code), 0, Integer.MAX_VALUE);
        }

        public static Fault slow(long millis) {
            return new Fault(true, null, millis, Integer.MAX_VALUE);
        }

        /** The connection breaks in the middle of the answer. */
        public static Fault cutAfter(int bytes) {
            return new Fault(true, null, 0, bytes);
        }

        @Override
        public String toString() {
            String told = answer == null
                    ? (bytes == Integer.MAX_VALUE ? "after " + delayMillis + " ms" : "cut after " + bytes + " bytes")
                    : answer.isEmpty()
                            ? "no answer"
                            : answer.substring(answer.indexOf(' ') + 1, answer.indexOf(' ') + 4);
            return (reaches ? "done, " : "not done, ") + told;
        }

        private static String error(int status, String code) {
            String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + code
                    + " by a test</Message></Error>";
            return "HTTP/1.1 " + status + " x\r\nContent-Type: application/xml\r\nContent-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body;
        }
    }

    public FaultProxy(String endpoint) {
        this.server = URI.create(endpoint);
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        thread(this::accept);
    }

    public String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on asks this for each request. */
    public void on(Function<Request, Fault> choose) {
        faults.set(choose);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = socket.accept();
                thread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream()) {
            Request request = head(in);
            Fault fault = faults.get().apply(request);
            if (request.head().toLowerCase(Locale.ROOT).contains("\r\nexpect:")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            }
            byte[] body = in.readNBytes(length(request.head()));
            Thread.sleep(fault.delayMillis());
            byte[] answer = fault.reaches() ? forward(request, body) : new byte[0];
            byte[] given = fault.answer() == null ? answer : fault.answer().getBytes(ISO_8859_1);
            out.write(given, 0, Math.min(given.length, fault.bytes()));
            out.flush();
        } catch (IOException brokenByTheOtherSide) {
            // Then there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0 || head.size() > MOST_HEAD) {
                throw new IOException("no request");
            }
            head.write(b);
            text = b == '\n' ? head.toString(ISO_8859_1) : "";
        }
        String[] line = text.substring(0, text.indexOf("\r\n")).split(" ", 3);
        return new Request(line[0], line[1].substring(1), text);
    }

    private static int length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    /** The whole answer as the server sends it. */
    private byte[] forward(Request request, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line : request.head().strip().split("\r\n", -1)) {
            String name = line.toLowerCase(Locale.ROOT);
            if (!name.startsWith("connection:") && !name.startsWith("expect:")) {
                head.append(line).append("\r\n");
            }
        }
        head.append("Connection: close\r\n\r\n");
        try (Socket to = new Socket(server.getHost(), server.getPort());
                OutputStream out = to.getOutputStream()) {
            out.write(head.toString().getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            return to.getInputStream().readAllBytes();
        }
    }
}
