package io.tarn.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contestant that does all its runs in one process. */
final class WorkerProcess implements Running {
    /** The process ended before it had answered. */
    static final class Ended extends IOException {
        private static final long serialVersionUID = 1;

        Ended(String message) {
            super(message);
        }
    }

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final Path errors;

    WorkerProcess(List<String> command, Path errors) throws IOException {
        this.errors = errors;
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public double tell(String what, Path folder) throws IOException {
        double before = cpu();
        try {
            in.write(what + " " + folder + "\n");
            in.flush();
        } catch (IOException e) {
            throw new Ended("it ended before it should " + what + " " + folder + ":\n" + Files.readString(errors));
        }
        String line = out.readLine();
        while (line != null && !line.equals("@done")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new Ended("it ended while it should " + what + " " + folder + ":\n" + Files.readString(errors));
        }
        return cpu() - before;
    }

    @Override
    public double cpu() throws IOException {
        return Proc.cpu(process.pid());
    }

    @Override
    public long peak() {
        return Proc.peak(process.pid());
    }

    /** False once it has ended, for whatever reason. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once; whoever waits for its answer gets an exception. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (IOException e) {
            // It has ended without reading everything.
        }
        try {
            // What it wants to delete when it ends lies where we delete next.
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
