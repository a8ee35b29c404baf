package io.tarn.landing.imports;

import java.util.SortedMap;
import java.util.TreeMap;

/** What a leaf's bytes became. Mutable, not thread-safe. */
final class Counts {
    private long frames;
    private long alreadyThere;
    private long blank;
    private final SortedMap<String, Long> refused = new TreeMap<>();

    void frame() {
        frames++;
    }

    void alreadyThere() {
        alreadyThere++;
    }

    void blankLine() {
        blank++;
    }

    void refuse(String reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    void add(Counts other) {
        frames += other.frames;
        alreadyThere += other.alreadyThere;
        blank += other.blank;
        other.refused.forEach((reason, count) -> refused.merge(reason, count, Long::sum));
    }

    /** All frames, those that an earlier run had landed included. */
    long frames() {
        return frames;
    }

    /** Frames that an earlier run, which was killed, had landed. */
    long landedBefore() {
        return alreadyThere;
    }

    long blank() {
        return blank;
    }

    SortedMap<String, Long> refused() {
        return new TreeMap<>(refused);
    }
}
