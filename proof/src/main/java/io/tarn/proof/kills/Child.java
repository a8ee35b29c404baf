package io.tarn.proof.kills;

import io.tarn.core.ExitCode;
import io.tarn.landing.Ack;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Sent;
import io.tarn.proof.model.Told;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A {@link Victim} as its parent sees it. Not thread-safe. */
final class Child implements AutoCloseable {
    /** Longer than any action takes on a machine that has other things to do: what is silent for so long has hung. */
    private static final Duration HUNG = Duration.ofMinutes(20);

    private static final ScheduledExecutorService KILLERS = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "killer");
        thread.setDaemon(true);
        return thread;
    });

    private final Process process;
    private final Target target;
    private final BufferedReader out;
    private final Writer in;
    private final Events events;
    private final Told told;
    private final StepBook book;
    private int actions;
    private String stoodAt = "";
    private String failure = "";

    /** The events of the workload by serial number, and its files by name. */
    record Events(Map<Integer, Sent> bySerial, Map<String, Action.Import> files) {}

    Child(Process process, Target target, Events events, Told told, StepBook book) {
        this.process = process;
        this.target = target;
        this.events = events;
        this.told = told;
        this.book = book;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Lets it do something; false if it was killed over it. */
    boolean order(String line) throws IOException {
        if (++actions == target.action()) {
            KILLERS.schedule(this::kill, target.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException itIsDead) {
            listen("");
            return false;
        }
        return listen(line);
    }

    /** True where it is to be killed at a step. */
    boolean isAimed() {
        return target.isAimed();
    }

    /** True where the next order is the last before it is killed anyway. */
    boolean isAboutToDie() {
        return isAimed() && actions + 2 == target.action();
    }

    /** Lets it end as it wants to; false if it was killed over it. */
    boolean end() throws IOException {
        try {
            in.close();
        } catch (IOException itIsDead) {
            listen("");
            return false;
        }
        listen("");
        return exit() == 0;
    }

    /** The step at which it stood when it was killed; empty where it was killed at any moment. */
    String stoodAt() {
        return stoodAt;
    }

    /** What it threw, or how it ended by itself. */
    String failure() {
        return failure;
    }

    /** SIGKILL. {@code Process.destroyForcibly} would also close the pipe, with what it had said before. */
    private void kill() {
        process.toHandle().destroyForcibly();
    }

    /** True once it did what it was told to; false at the end of what it said. */
    private boolean listen(String until) throws IOException {
        var hung = KILLERS.schedule(
                () -> {
                    failure = "it hung and was killed";
                    kill();
                },
                HUNG.toSeconds(),
                TimeUnit.SECONDS);
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                List<String> words = Voice.words(line);
                if (!words.isEmpty()) {
                    hear(words);
                    if (words.get(0).equals(Voice.DID) && words.get(1).equals(until)) {
                        return true;
                    }
                }
            }
        } finally {
            hung.cancel(false);
        }
        int code = exit();
        if (code != 0 && code != 137 && failure.isEmpty()) {
            failure = "it ended by itself with " + code;
        }
        return false;
    }

    private void hear(List<String> words) {
        switch (words.get(0)) {
            case Voice.STEP -> book.seen(words.get(1));
            case Voice.STANDS -> {
                stoodAt = words.get(1);
                book.seen(stoodAt);
                kill();
            }
            case Voice.STORED -> {
                Sent event = event(words.get(1));
                long seq = Long.parseLong(words.get(4));
                told.acknowledged(event, new Ack.Stored(words.get(2), words.get(3), seq, Instant.EPOCH, event.id()));
            }
            case Voice.REFUSED -> told.refused(event(words.get(1)));
            case Voice.IMPORTED -> told.imported(file(words.get(1)));
            case Voice.COMPACTED -> {
                String problems = words.get(2);
                told.compacted(ExitCode.valueOf(words.get(1)), problems.isEmpty() ? List.of() : List.of(problems));
            }
            case Voice.NOW -> told.now(Instant.parse(words.get(1)));
            case Voice.FAILED -> failure = words.get(1);
            default -> {
                // It is ready, or has done what it was told to.
            }
        }
    }

    private Sent event(String serial) {
        Sent event = events.bySerial().get(Integer.valueOf(serial));
        if (event == null) {
            throw new IllegalStateException("it spoke of event " + serial + ", which nobody gave it");
        }
        return event;
    }

    private Action.Import file(String name) {
        Action.Import file = events.files().get(name);
        if (file == null) {
            throw new IllegalStateException("it spoke of file " + name + ", which nobody gave it");
        }
        return file;
    }

    private int exit() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        exit();
        out.close();
    }
}
