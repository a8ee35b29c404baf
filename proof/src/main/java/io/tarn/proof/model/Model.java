package io.tarn.proof.model;

import io.tarn.core.ExitCode;
import io.tarn.core.Frame;
import io.tarn.landing.Ack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a lake must hold by what was sent to it and what it acknowledged: an acknowledged event is there, one that was
 * sent and not acknowledged may be, and nothing else is. Thread-safe.
 */
public final class Model implements Told {
    private final Map<String, Sent> known = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();
    private final Map<String, Integer> least = new HashMap<>();
    private final Map<String, Sent> places = new HashMap<>();
    private final Set<String> importing = new HashSet<>();
    private final Set<String> imported = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private int acknowledged;
    private boolean powerLost;

    /** The power went: what was written and not forced may have become anything. */
    public synchronized void powerLost() {
        powerLost = true;
    }

    /**
     * True for a frame that stands for bytes of a spool file which a power loss spoiled. Good frames behind it were
     * kept, so recovery cannot know that nobody was told of these, and sets them aside.
     */
    synchronized boolean isSpoiled(Frame frame) {
        return powerLost && frame.headers().getOrDefault(Frame.DETAIL, "").startsWith("the spool file was damaged");
    }

    @Override
    public synchronized void appending(Sent event) {
        add(most, event);
    }

    @Override
    public synchronized void acknowledged(Sent event, Ack.Stored place) {
        add(least, event);
        acknowledged++;
        String at = place(event.collection(), place.writer(), place.epoch(), place.seq());
        Sent before = places.putIfAbsent(at, event);
        if (before != null) {
            complaints.add("Place " + at + " was acknowledged for " + before.payload() + " and " + event.payload());
        }
        if (event.what() == Sent.What.REFUSED) {
            complaints.add("The door let in " + event.payload());
        }
    }

    @Override
    public synchronized void refused(Sent event) {
        most.merge(name(event), -1, Integer::sum);
        if (event.what() != Sent.What.REFUSED) {
            complaints.add("The door refused " + event.payload());
        }
    }

    @Override
    public synchronized void importing(Action.Import file) {
        if (importing.add(file.file())) {
            file.lines().forEach(line -> add(most, line));
        }
    }

    @Override
    public synchronized void imported(Action.Import file) {
        if (imported.add(file.file())) {
            file.lines().forEach(line -> add(least, line));
            acknowledged += file.lines().size();
        }
    }

    @Override
    public synchronized void compacted(ExitCode code, List<String> problems) {
        if (code != ExitCode.DONE || !problems.isEmpty()) {
            complaints.add("A compaction ended with " + code + ": " + problems);
        }
    }

    @Override
    public synchronized void now(Instant time) {
        now = time;
    }

    /** What the clock showed last. */
    public synchronized Instant now() {
        return now;
    }

    /** Events and lines that were acknowledged so far. */
    public synchronized int acknowledged() {
        return acknowledged;
    }

    /** True where the file was begun and its end was never told. */
    public synchronized boolean isUnfinished(Action.Import file) {
        return importing.contains(file.file()) && !imported.contains(file.file());
    }

    /** What Tarn said that it may not say, since this was asked last. */
    public synchronized List<String> complaints() {
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        return told;
    }

    /** What was sent with these bytes; empty where nobody ever sent them. */
    synchronized Optional<Sent> find(String collection, String payload) {
        return Optional.ofNullable(known.get(collection + " " + payload));
    }

    /** The payloads that were sent to a collection. */
    synchronized Collection<Sent> sentTo(String collection) {
        return known.values().stream()
                .filter(sent -> sent.collection().equals(collection))
                .toList();
    }

    /** How often these bytes must be in the archive at least. */
    synchronized int least(Sent sent) {
        return least.getOrDefault(name(sent), 0);
    }

    /** How often these bytes may be in the archive at most. */
    synchronized int most(Sent sent) {
        return most.getOrDefault(name(sent), 0);
    }

    /** The acknowledged events by place, as {@link #place} names it. */
    synchronized Map<String, Sent> places() {
        return Map.copyOf(places);
    }

    static String place(String collection, String writer, String epoch, long seq) {
        return collection + "/" + writer + "-" + epoch + "#" + seq;
    }

    private void add(Map<String, Integer> counts, Sent event) {
        known.putIfAbsent(name(event), event);
        counts.merge(name(event), 1, Integer::sum);
    }

    private static String name(Sent event) {
        return event.collection() + " " + event.payload();
    }
}
