package io.tarn.proof.faults;

import io.tarn.core.ExitCode;
import io.tarn.landing.Ack;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Model;
import io.tarn.proof.model.Sent;
import io.tarn.proof.model.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a process with a fault in it said: passed on to the model, but for a compaction that may have failed. */
final class Witness implements Told {
    /** Names of failures that tell a person nothing. */
    private static final Pattern BARE = Pattern.compile("Unexpected failure|NullPointer|IllegalState|IllegalArgument"
            + "|IndexOutOfBounds|NoSuchElement|ClassCast|UncheckedIO|ConcurrentModification|OverlappingFileLock"
            + "|ClosedChannel|BufferUnderflow|Arithmetic|: null");

    private final Model model;
    private final List<Sent> acknowledged = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private boolean failed;

    Witness(Model model) {
        this.model = model;
    }

    /** The events of an action that nobody was acknowledged for, to be sent again. */
    synchronized Action unanswered(Action action) {
        if (!(action instanceof Action.Append append)) {
            return action;
        }
        List<Sent> left = new ArrayList<>(append.events());
        acknowledged.forEach(left::remove);
        return new Action.Append(left);
    }

    /** A failure that a person would see. */
    synchronized void failed(Throwable failure, String message) {
        failed = true;
        if (BARE.matcher(message).find()) {
            StackTraceElement[] trace = root(failure).getStackTrace();
            failures.add("A failure says no more than: " + message + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    synchronized boolean failed() {
        return failed;
    }

    /** What was said that is of no use to a person. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void appending(Sent event) {
        model.appending(event);
    }

    @Override
    public synchronized void acknowledged(Sent event, Ack.Stored place) {
        acknowledged.add(event);
        model.acknowledged(event, place);
    }

    @Override
    public synchronized void refused(Sent event) {
        acknowledged.add(event);
        model.refused(event);
    }

    @Override
    public void importing(Action.Import file) {
        model.importing(file);
    }

    @Override
    public void imported(Action.Import file) {
        model.imported(file);
    }

    @Override
    public synchronized void compacted(ExitCode code, List<String> problems) {
        if (code == ExitCode.DONE && problems.isEmpty()) {
            return;
        }
        failed = true;
        if (problems.isEmpty()) {
            failures.add("A compaction ended with " + code + " and does not say why");
        }
        for (String problem : problems) {
            if (BARE.matcher(problem).find()) {
                failures.add("A compaction says no more than: " + problem);
            }
        }
    }

    @Override
    public void now(Instant now) {
        model.now(now);
    }
}
