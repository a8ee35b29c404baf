package io.tarn.proof.kills;

import io.tarn.core.ExitCode;
import io.tarn.landing.Ack;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Sent;
import io.tarn.proof.model.Told;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * How a process that will be killed tells its parent what happened to it: one line each, handed to the kernel before
 * anything else is done. Thread-safe.
 */
final class Voice implements Told {
    static final String READY = "ready";
    static final String STEP = "step";
    static final String STANDS = "stands";
    static final String DID = "did";
    static final String STORED = "stored";
    static final String REFUSED = "refused";
    static final String IMPORTED = "imported";
    static final String COMPACTED = "compacted";
    static final String NOW = "now";
    static final String FAILED = "failed";

    private static final String BEGIN = "@";
    private static final String SEPARATOR = "\t";
    private static final String END = "!";

    private final PrintStream out;

    Voice(PrintStream out) {
        this.out = out;
    }

    /** The words of a line; none where somebody else has written it, or where it was cut off. */
    static List<String> words(String line) {
        return line.startsWith(BEGIN) && line.endsWith(SEPARATOR + END)
                ? List.of(line.substring(1).split(SEPARATOR, -1))
                : List.of();
    }

    synchronized void say(String... words) {
        whisper(words);
        out.flush();
    }

    /** As {@link #say}, but it may be lost. */
    synchronized void whisper(String... words) {
        StringBuilder line = new StringBuilder(BEGIN);
        for (String word : words) {
            line.append(word.replaceAll("\\s+", " ")).append(SEPARATOR);
        }
        byte[] bytes = line.append(END).append('\n').toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public void appending(Sent event) {
        // The parent knows what it asks for.
    }

    @Override
    public void acknowledged(Sent event, Ack.Stored place) {
        say(STORED, Integer.toString(event.serial()), place.writer(), place.epoch(), Long.toString(place.seq()));
    }

    @Override
    public void refused(Sent event) {
        say(REFUSED, Integer.toString(event.serial()));
    }

    @Override
    public void importing(Action.Import file) {
        // The parent knows what it asks for.
    }

    @Override
    public void imported(Action.Import file) {
        say(IMPORTED, file.file());
    }

    @Override
    public void compacted(ExitCode code, List<String> problems) {
        say(COMPACTED, code.name(), String.join("; ", problems));
    }

    @Override
    public void now(Instant now) {
        say(NOW, now.toString());
    }
}
