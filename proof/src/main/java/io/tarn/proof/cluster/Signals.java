package io.tarn.proof.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.stream.Collectors;

/** Sends signals at once: a shell that is already there does it. Not thread-safe. */
final class Signals implements AutoCloseable {
    private final Process shell;
    private final Writer to;
    private final BufferedReader from;

    Signals() {
        try {
            shell = new ProcessBuilder("bash", "-s").redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        to = shell.outputWriter();
        from = shell.inputReader();
    }

    /** {@code STOP}, {@code CONT} or {@code KILL}; returns when it was sent. One that has ended is left out. */
    void send(String signal, Collection<Executor> executors) {
        String pids = executors.stream()
                .map(executor -> Long.toString(executor.process().pid()))
                .collect(Collectors.joining(" "));
        try {
            to.write("kill -" + signal + " " + pids + " 2>/dev/null; echo sent\n");
            to.flush();
            Unproven.require("sent".equals(from.readLine()), "Signal " + signal + " could not be sent to " + pids);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shell.destroy();
    }
}
