package io.tarn.aws.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The project's own scripts for servers, in {@code test-servers}. */
final class Servers {
    /** Of the installer: something that it needs is missing, and its last line says what. */
    private static final int MISSING = 3;

    private Servers() {}

    /** Installs a server unless it is there; where that cannot be, the test is skipped, but with CI=true it fails. */
    static void install(String name) {
        try {
            Process process = new ProcessBuilder(script("install"), name)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            int code = process.waitFor();
            if (code == MISSING && !"true".equals(System.getenv("CI"))) {
                Assumptions.abort(said.strip());
            }
            if (code != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts a server and waits until it says that it is ready. It ends when this JVM does, however that happens: the
     * script ends when its standard input closes.
     */
    static Process start(String name, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script(name)));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Not closed: the script must not find its output gone.
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String said = out.readLine();
        if (!"ready".equals(said)) {
            process.destroy();
            throw new IOException(command + " did not start: " + said);
        }
        return process;
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Tests run in their module's folder, some levels below the checkout's root. */
    private static String script(String name) {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(at.resolve("test-servers").resolve(name))) {
            at = at.getParent();
            if (at == null) {
                throw new IllegalStateException("there is no test-servers/" + name + " above "
                        + Path.of("").toAbsolutePath());
            }
        }
        return at.resolve("test-servers").resolve(name).toString();
    }
}
